package dev.baltoro.synth.value;

import java.util.List;

/// A kind of value that requests name.
public interface Slot {
    /// {@return a value}
    ///
    /// @param index 1 for `{slot}`, n for `{slot.n}`: others of the same request
    Value draw(Situation situation, int index);

    /// {@return how people leave such a value open, and what a good agent then asks}
    default Unsaid unsaid() {
        return Unsaid.NONE;
    }

    /// {@return pronouns for a value that was just spoken of; empty if it has none}
    default List<String> pronouns() {
        return List.of();
    }

    /// A value that was not said.
    ///
    /// @param says what stands in its place, such as `X` or `some`
    /// @param asks good questions
    /// @param about words of which a good question has one
    record Unsaid(List<String> says, List<String> asks, List<String> about) {
        /// Nothing general can be put in its place.
        public static final Unsaid NONE = new Unsaid(List.of(), List.of(), List.of());

        public Unsaid {
            says = List.copyOf(says);
            asks = List.copyOf(asks);
            about = List.copyOf(about);
        }
    }
}
