package dev.baltoro.train.recipe;

/// How gradients become updates: MuonClip (K2 report, Algorithm 1) or plain AdamW.
///
/// @param kind `muon_clip`: Muon for matrices, AdamW for embedding, head, gains and biases;
///   `adamw`: AdamW for all
/// @param momentum Muon's μ; the momentum is a sum, without 1 − μ (Moonlight §2.2: 0.95; K2: not
///   disclosed)
/// @param nesterov whether μM + G is orthogonalised instead of M (Moonlight's practice; K2's
///   Algorithm 1 writes M)
/// @param newtonSchulzSteps iterations of the orthogonalisation (Moonlight: 5)
/// @param newtonSchulzDtype what the iteration computes in (Moonlight: bf16)
/// @param updateRms factor on `sqrt(max(n, m))` that matches AdamW's update size (K2: 0.2)
/// @param weightDecay decoupled decay λ, on all parameters (K2 report §2.5: 0.1)
/// @param beta1 AdamW's decay of the mean (Moonlight: 0.9)
/// @param beta2 AdamW's decay of the square (Moonlight: 0.95)
/// @param epsilon added to AdamW's denominator (Moonlight: 1e-8)
/// @param gradientNormMax the gradient's global norm is scaled down to this; 0 means off (K2: not
///   disclosed)
/// @param qkClip the cap on attention logits
public record OptimizerSettings(
        @Default("muon_clip") Kind kind,
        @Default("0.95") double momentum,
        @Default("true") boolean nesterov,
        @Default("5") int newtonSchulzSteps,
        @Default("auto") Precision newtonSchulzDtype,
        @Default("0.2") double updateRms,
        @Default("0.1") double weightDecay,
        @Default("0.9") double beta1,
        @Default("0.95") double beta2,
        @Default("1.0e-8") double epsilon,
        @Default("0") double gradientNormMax,
        QkClip qkClip) {
    /// Newton–Schulz has converged to its band long before.
    private static final int NEWTON_SCHULZ_STEPS_MAX = 20;

    /// The rule for matrices.
    public enum Kind {
        /// Muon with QK-Clip.
        MUON_CLIP,
        /// AdamW everywhere.
        ADAMW
    }

    /// QK-Clip: after a step, a head whose largest logit passed τ is scaled back to τ.
    ///
    /// @param enabled whether heads are clipped; the maxima are recorded either way
    /// @param tau the cap on `q·k / sqrt(d)` (K2: 100; its small ablation: 30). Where a recipe does
    ///   not write it, the preset decides: 8 for `nano` and `mini`, 30 for `small`, else 100
    public record QkClip(@Default("true") boolean enabled, @Default("100") double tau) {
        public QkClip {
            Require.positive("tau", tau);
        }
    }

    public OptimizerSettings {
        Require.decay("momentum", momentum);
        Require.that(
                newtonSchulzSteps >= 1 && newtonSchulzSteps <= NEWTON_SCHULZ_STEPS_MAX,
                "newton_schulz_steps must be from 1 to " + NEWTON_SCHULZ_STEPS_MAX);
        Require.positive("update_rms", updateRms);
        Require.notNegative("weight_decay", weightDecay);
        Require.decay("beta1", beta1);
        Require.decay("beta2", beta2);
        Require.positive("epsilon", epsilon);
        Require.notNegative("gradient_norm_max", gradientNormMax);
    }
}
