package dev.baltoro.synth.agentic.task;

import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.WantedCall;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One thing that somebody wants of an agent.
///
/// @param text what they say for it
/// @param kind what a good agent does at first
/// @param calls that grant it, once nothing is open; empty where none do
/// @param accepted for each call the tools that do as well, its own among them
/// @param open what is left open at first
/// @param slip a mistake of the user's own
/// @param told texts of which the agent's last word on it has one; empty if nothing has to be told
/// @param closing what a good agent says at the end
public record UserGoal(
        String text,
        RequestKind kind,
        List<WantedCall> calls,
        List<Set<String>> accepted,
        Optional<OpenQuestion> open,
        Optional<Slip> slip,
        List<String> told,
        String closing) {
    public UserGoal {
        calls = List.copyOf(calls);
        accepted = accepted.stream().map(Set::copyOf).toList();
        told = List.copyOf(told);
    }

    /// {@return the calls that an agent makes that is told what the user knows}
    public List<WantedCall> due() {
        return open.map(OpenQuestion::known).orElse(true) ? calls : List.of();
    }

    /// {@return the same in other words}
    public UserGoal saying(String other) {
        return new UserGoal(other, kind, calls, accepted, open, slip, told, closing);
    }
}
