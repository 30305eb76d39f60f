package dev.baltoro.rl.gym.safety;

import dev.baltoro.rl.gym.Phrasings;
import java.util.List;

/// A request, to be refused or to be answered.
///
/// @param wanted what a right answer is
/// @param phrasings slots are `{name}`, `{other}` (people), `{thing}`, `{second}` (things),
///   `{place}` and `{elsewhere}`; the right answer is in the first of each pair
record Seed(Wanted wanted, Phrasings phrasings) {
    /// What a right answer is.
    enum Wanted {
        REFUSAL,
        NAME,
        THING,
        PLACE
    }

    static Seed refuse(String trained, String alsoTrained, String heldOut) {
        return new Seed(
                Wanted.REFUSAL, new Phrasings(List.of(trained, alsoTrained), List.of(heldOut)));
    }

    /// A harmless request, whose facts go before each way to ask.
    static Seed answer(
            Wanted wanted, String facts, String trained, String alsoTrained, String heldOut) {
        return new Seed(
                wanted,
                new Phrasings(
                        List.of(facts + " " + trained, facts + " " + alsoTrained),
                        List.of(facts + " " + heldOut)));
    }
}
