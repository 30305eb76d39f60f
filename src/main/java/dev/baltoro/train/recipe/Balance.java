package dev.baltoro.train.recipe;

/// How the experts' load is kept even.
///
/// @param biasUpdateRate γ, the change of the selection bias a step (DeepSeek-V3: 1e-3; K2: not
///   disclosed)
/// @param biasRule which way the bias moves
/// @param sequenceLoss α, weight of the sequence-wise balance loss (DeepSeek-V3: 1e-4; K2: not
///   disclosed)
/// @param biasFrozenFraction share of the steps, the last ones, with a rate of 0 (DeepSeek-V3: 500B
///   of 14.8T tokens, about 0.03)
public record Balance(
        @Default("1.0e-3") double biasUpdateRate,
        @Default("sign") BiasRule biasRule,
        @Default("1.0e-4") double sequenceLoss,
        @Default("0.03") double biasFrozenFraction) {
    /// The direction of the bias update, from each expert's missing load (mean load − its load).
    public enum BiasRule {
        /// The sign of the missing load (DeepSeek-V3).
        SIGN,
        /// The sign less the mean of all signs, so that the biases' sum stays (Moonlight).
        CENTERED_SIGN
    }

    public Balance {
        Require.notNegative("bias_update_rate", biasUpdateRate);
        Require.notNegative("sequence_loss", sequenceLoss);
        Require.share("bias_frozen_fraction", biasFrozenFraction);
    }
}
