package dev.baltoro.model;

/// The sequence-wise balance loss (DeepSeek-V3, eq. 17–20): α · Σ_e f_e·P_e for each sequence.
///
/// f_e = E/(K·T) · (tokens of the sequence that selected e); P_e = mean over tokens of s_e / Σ_j
/// s_j. f has no gradient. Padding takes no part.
final class SequenceBalance {
    private final K2Config config;
    private final Pass pass;
    private final float[] scores_TE;
    private final float[] f_RE;
    private final double factor;
    private final double loss;

    private SequenceBalance(
            K2Config config,
            Pass pass,
            float[] scores_TE,
            float[] f_RE,
            double factor,
            double loss) {
        this.config = config;
        this.pass = pass;
        this.scores_TE = scores_TE;
        this.f_RE = f_RE;
        this.factor = factor;
        this.loss = loss;
    }

    static SequenceBalance of(K2Config config, Pass pass, float[] scores_TE, int[] experts_TK) {
        int experts = config.nRoutedExperts();
        int choices = config.numExpertsPerTok();
        TokenBatch batch = pass.batch();
        double factor = config.auxLossAlpha() * pass.balanceWeight();
        float[] f_RE = new float[batch.rows() * experts];
        double loss = 0;
        if (factor == 0) {
            return new SequenceBalance(config, pass, scores_TE, f_RE, 0, 0);
        }
        for (int row = 0; row < batch.rows(); row++) {
            int valid = batch.valid()[row];
            for (int slot = 0; slot < valid * choices; slot++) {
                f_RE[row * experts + experts_TK[row * batch.length() * choices + slot]] +=
                        (float) experts / choices / valid;
            }
            for (int i = 0; i < valid; i++) {
                int token = row * batch.length() + i;
                double sum = 0;
                double weighted = 0;
                for (int e = 0; e < experts; e++) {
                    float score = scores_TE[token * experts + e];
                    sum += score;
                    weighted += f_RE[row * experts + e] * score;
                }
                loss += weighted / sum / valid;
            }
        }
        return new SequenceBalance(config, pass, scores_TE, f_RE, factor, loss * factor);
    }

    /// {@return the weighted loss of all rows}
    double loss() {
        return loss;
    }

    /// Adds the loss's gradient by the scores: α/T · (f_e − Σ_j f_j·s_j/Σs) / Σs.
    void addGradient(float[] ds_TE) {
        if (factor == 0) {
            return;
        }
        int experts = config.nRoutedExperts();
        TokenBatch batch = pass.batch();
        for (int token = 0; token < batch.tokens().length; token++) {
            if (!batch.isValid(token)) {
                continue;
            }
            int row = token / batch.length();
            double sum = 0;
            double weighted = 0;
            for (int e = 0; e < experts; e++) {
                float score = scores_TE[token * experts + e];
                sum += score;
                weighted += f_RE[row * experts + e] * score;
            }
            double scale = factor / batch.valid()[row] / sum;
            for (int e = 0; e < experts; e++) {
                ds_TE[token * experts + e] +=
                        (float) (scale * (f_RE[row * experts + e] - weighted / sum));
            }
        }
    }
}
