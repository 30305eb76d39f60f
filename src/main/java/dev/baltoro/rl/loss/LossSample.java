package dev.baltoro.rl.loss;

/// A sample as a loss sees it: one number for each token that the model drew.
///
/// @param old log-probabilities of the weights that drew it: the trainer's score at these weights,
///   or decoding's where they are gone
/// @param now the trainer's at the weights that the step begins with
/// @param teacher the teacher's score, of length 0 without a teacher
/// @param success whether its task was done
/// @param share what it is part of
@SuppressWarnings("ArrayRecordComponent") // a carrier of buffers, never compared
public record LossSample(float[] old, float[] now, float[] teacher, boolean success, Share share) {
    /// What means are taken over.
    ///
    /// @param groups of the batch
    /// @param groupSamples samples of this sample's group
    /// @param groupTokens drawn tokens of this sample's group
    /// @param batchTokens drawn tokens of all groups
    /// @param successTokens drawn tokens of the samples that did their task
    public record Share(
            int groups, int groupSamples, int groupTokens, int batchTokens, int successTokens) {}

    /// {@return ln π(y|x) / π_old(y|x) of the whole sequence}
    public double logRatio() {
        double sum = 0;
        for (int i = 0; i < now.length; i++) {
            sum += (double) now[i] - old[i];
        }
        return sum;
    }
}
