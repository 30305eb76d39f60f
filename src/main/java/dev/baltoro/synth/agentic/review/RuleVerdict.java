package dev.baltoro.synth.agentic.review;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the rules say of a conversation.
///
/// @param reasons why it is refused, each as `rule: what`; empty if it is accepted
/// @param criteria whether each checkable criterion of the rubric holds
/// @param cause whose doing it is that it is refused
public record RuleVerdict(List<String> reasons, Map<String, Boolean> criteria, Cause cause) {
    public RuleVerdict {
        reasons = List.copyOf(reasons);
        criteria = new LinkedHashMap<>(criteria);
    }

    /// Whose doing a failure is.
    public enum Cause {
        NONE,
        AGENT,
        /// What the user said was not what they meant, and they did not notice.
        USER,
        /// Tools failed again and again.
        WORLD
    }

    /// {@return whether it is accepted}
    public boolean isAccepted() {
        return reasons.isEmpty();
    }
}
