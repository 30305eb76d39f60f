package dev.baltoro.agent.evaluation;

import dev.baltoro.agent.score.Prediction;

/// What came of one request.
///
/// @param prediction what the model did
/// @param ending why it ended
/// @param note of a failure, why in one line; else empty
/// @param seconds from the request to the end, the tools' work included
/// @param modelSeconds how much of them the model answered
/// @param completionTokens that the model made
/// @param turns of the model
public record RequestOutcome(
        Prediction prediction,
        Ending ending,
        String note,
        double seconds,
        double modelSeconds,
        long completionTokens,
        int turns) {
    /// Why a request ended.
    public enum Ending {
        /// The model said something without a call.
        HANDED_BACK("handed back"),
        /// An answer was cut off at its longest.
        CUT("cut off"),
        /// It had no turn left.
        TURNS("too many turns"),
        /// It had no call left.
        CALLS("too many calls"),
        /// The model gave no answer.
        FAILED("failed");

        private final String words;

        Ending(String words) {
            this.words = words;
        }

        /// {@return it in words, for people}
        public String words() {
            return words;
        }
    }

    /// {@return whether there is a prediction to score}
    public boolean isAnswered() {
        return ending != Ending.FAILED;
    }
}
