package dev.baltoro.agent.sandbox;

import dev.baltoro.agent.sandbox.Protection.Kind;
import dev.baltoro.agent.sandbox.Protection.State;
import java.util.List;
import java.util.stream.Collectors;

/// What holds of a sandbox on this machine. All of it was found by a program that tried, within
/// this sandbox; nothing is concluded from the system's name or settings.
///
/// @param language whose interpreter
/// @param version of the interpreter
/// @param mechanism what locks programs in
/// @param protections in the order of [Kind]
public record Isolation(
        Language language, String version, String mechanism, List<Protection> protections) {
    /// Without these, a program could do harm outside of its sandbox.
    private static final List<Kind> NEEDED = List.of(Kind.NETWORK, Kind.READING, Kind.WRITING);

    public Isolation {
        protections = List.copyOf(protections);
    }

    /// {@return whether it was tried and holds}
    public boolean holds(Kind kind) {
        return protections.stream()
                .anyMatch(one -> one.kind() == kind && one.state() == State.HOLDS);
    }

    /// {@return whether programs reach neither the network nor anybody's files}
    public boolean isClosed() {
        return NEEDED.stream().allMatch(this::holds);
    }

    /// {@return one line for people}
    public String words() {
        return "%s by %s: %s".formatted(version, mechanism, list(State.HOLDS, "holds"))
                + list(State.OPEN, "; OPEN")
                + list(State.UNTRIED, "; not tried");
    }

    private String list(State state, String title) {
        String names =
                protections.stream()
                        .filter(one -> one.state() == state)
                        .map(Protection::name)
                        .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : title + " " + names;
    }
}
