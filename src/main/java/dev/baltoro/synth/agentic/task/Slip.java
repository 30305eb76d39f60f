package dev.baltoro.synth.agentic.task;

import dev.baltoro.agent.request.WantedCall;

/// A mistake of the user's own: what they said first is not what they mean.
///
/// @param kind what was wrong
/// @param what the value, as people say it
/// @param said the call that grants what was said
/// @param correction what the user says when they notice
/// @param noticed whether they do
public record Slip(Kind kind, String what, WantedCall said, String correction, boolean noticed) {
    /// What was wrong.
    public enum Kind {
        /// A key that no row has.
        WRONG_KEY,
        /// A value that is not the one that is meant.
        WRONG_VALUE
    }
}
