package dev.baltoro.train.step;

import dev.baltoro.data.sample.PackedBatch;
import dev.baltoro.tensor.kernel.TokenLoss;

/// What one step learns from.
///
/// @param rows tokens and targets; tokens after a row's valid length are padding
/// @param loss the slope of the whole batch's loss at each token that has a target, tokens counted
///   row-major over `rows`. It is the sum over tokens: for a mean, divide in the slope
/// @param entropies whether the entropy of each prediction is wanted too
public record StepBatch(PackedBatch rows, TokenLoss loss, boolean entropies) {

    /// {@return cross-entropy, each target of the batch with the same weight: their mean}
    public static StepBatch meanCrossEntropy(PackedBatch rows) {
        return new StepBatch(rows, TokenLoss.uniform(1f / rows.targetCount()), false);
    }

    /// {@return cross-entropy with a weight for each token, Σ weight · (−log p)}
    ///
    /// @param weights row-major over `rows`; those of tokens without a target are not read
    public static StepBatch crossEntropy(PackedBatch rows, float[] weights) {
        if (weights.length != rows.tokens().length) {
            throw new IllegalArgumentException(
                    "%d weights for %d tokens".formatted(weights.length, rows.tokens().length));
        }
        return new StepBatch(rows, TokenLoss.weighted(weights), false);
    }
}
