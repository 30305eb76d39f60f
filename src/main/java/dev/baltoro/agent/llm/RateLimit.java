package dev.baltoro.agent.llm;

import java.util.OptionalInt;

/// How much may be asked of an endpoint within any minute.
///
/// @param requests attempts, repeated ones too
/// @param tokens of prompts and answers; before an answer is there they are estimated
public record RateLimit(OptionalInt requests, OptionalInt tokens) {
    /// As much as anybody likes.
    public static final RateLimit NONE = new RateLimit(OptionalInt.empty(), OptionalInt.empty());

    /// Refuses limits that let nothing through.
    public RateLimit {
        if (requests.orElse(1) < 1 || tokens.orElse(1) < 1) {
            throw new IllegalArgumentException("a limit a minute must be 1 or more");
        }
    }
}
