package dev.baltoro.model;

/// What a model thinks of a row of given tokens.
///
/// @param logprobs natural logarithms of their probabilities, one for each token after the first
/// @param argmax for every position the likeliest next token
@SuppressWarnings("ArrayRecordComponent") // numbers on their way out, never compared
public record TokenScores(float[] logprobs, int[] argmax) {
    /// {@return the logarithm of the probability that the tokens from position `from` on have
    /// together, after those before}
    ///
    /// @param from at least 1: nothing predicts a row's first token
    public double logLikelihood(int from) {
        double sum = 0;
        for (int i = from; i <= logprobs.length; i++) {
            sum += logprobs[i - 1];
        }
        return sum;
    }

    /// {@return whether each of `tokens` from position `from` on is the likeliest in its place:
    /// what greedy decoding would have said}
    ///
    /// @param tokens the row that was scored
    /// @param from at least 1
    public boolean isGreedy(int[] tokens, int from) {
        for (int i = from; i <= logprobs.length; i++) {
            if (argmax[i - 1] != tokens[i]) {
                return false;
            }
        }
        return true;
    }
}
