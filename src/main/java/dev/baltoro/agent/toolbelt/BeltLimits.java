package dev.baltoro.agent.toolbelt;

/// What a belt may take of an agent's context.
///
/// @param tools added at a time
/// @param declaredTokens of all added tools' declarations, at [#CHARS_A_TOKEN] characters a token
/// @param results that a search shows
/// @param answerChars of an answer of the belt's own tools; what a tool that is called gives back
///   is not cut
public record BeltLimits(int tools, int declaredTokens, int results, int answerChars) {
    /// Characters of JSON that are counted as one token.
    public static final int CHARS_A_TOKEN = 4;

    /// {@return twelve tools, 4,000 tokens of declarations, ten results}
    public static BeltLimits standard() {
        return new BeltLimits(12, 4_000, 10, 8_000);
    }

    /// Checks.
    public BeltLimits {
        if (tools < 1 || declaredTokens < 1 || results < 1 || answerChars < 1_000) {
            throw new IllegalArgumentException(
                    "limits of a belt are 1 or more, and 1,000 characters an answer");
        }
    }
}
