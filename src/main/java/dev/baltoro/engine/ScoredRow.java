package dev.baltoro.engine;

import dev.baltoro.model.Scoring;
import dev.baltoro.model.TokenScores;

/// The scores of a row of tokens, by the trainer's forward pass: the bits that the trainer gives
/// the row where it computes it in a pass of its own.
///
/// @param scores log-probability of each token after the first, and the likeliest in each place
/// @param weightVersion the weights that scored it
public record ScoredRow(TokenScores scores, long weightVersion) {
    /// A row to be scored.
    ///
    /// @param tokens not to be changed afterwards
    /// @param length tokens with padding after them. Bits depend on it: a trainer that pads its
    ///   rows says here how far
    @SuppressWarnings("ArrayRecordComponent") // numbers on their way in, never compared
    public record Row(int[] tokens, int length) {
        /// Refuses a length that leaves tokens out.
        public Row {
            if (length < tokens.length) {
                throw new IllegalArgumentException(
                        "length is %d; use %d, the number of tokens, or more"
                                .formatted(length, tokens.length));
            }
        }

        /// {@return a row without padding}
        public static Row of(int... tokens) {
            return new Row(tokens, tokens.length);
        }

        /// {@return the row of an evaluation's question and one of its answers, whose
        /// log-probability is [TokenScores#logLikelihood] from `prompt.length` on}
        public static Row of(int[] prompt, int[] continuation) {
            int[] all = new int[prompt.length + continuation.length];
            System.arraycopy(prompt, 0, all, 0, prompt.length);
            System.arraycopy(continuation, 0, all, prompt.length, continuation.length);
            return of(all);
        }
    }

    /// @throws EngineException if a score is not finite
    static ScoredRow of(EngineWeights weights, Row row, long version) {
        long[] tokens = new long[row.tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = row.tokens[i];
        }
        TokenScores scores = Scoring.padded(weights.model(), row.length, tokens);
        PromptScores.requireFinite(scores.logprobs());
        return new ScoredRow(scores, version);
    }
}
