package dev.baltoro.train.step;

import dev.baltoro.model.K2Model.Recompute;
import dev.baltoro.train.recipe.Balance;
import dev.baltoro.train.recipe.OptimizerSettings;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.recipe.SftRecipe;

/// How steps are taken.
///
/// @param optimizer MuonClip or AdamW, the gradient's norm and QK-Clip
/// @param balance how the selection biases move
/// @param steps all steps of the run: the biases rest in the last ones
/// @param microBatchTokens tokens that a worker computes at once, at most (one row at least)
/// @param recompute what the way back computes again
/// @param nonFiniteStepsMax steps in a row that may be skipped
public record StepSettings(
        OptimizerSettings optimizer,
        Balance balance,
        long steps,
        int microBatchTokens,
        Recompute recompute,
        int nonFiniteStepsMax) {

    /// {@return the settings of a pretraining recipe}
    public static StepSettings of(Recipe recipe) {
        return new StepSettings(
                recipe.optimizer(),
                recipe.balance(),
                recipe.steps(),
                recipe.batch().microBatchTokens(),
                recipe.recompute(),
                recipe.stability().nonFiniteStepsMax());
    }

    /// {@return the settings of a fine-tuning recipe whose steps are decided}
    public static StepSettings of(SftRecipe recipe) {
        return new StepSettings(
                recipe.optimizer(),
                recipe.balance(),
                recipe.steps(),
                recipe.batch().microBatchTokens(),
                recipe.recompute(),
                recipe.stability().nonFiniteStepsMax());
    }

    /// {@return the rate of the selection biases in the step that follows `stepsDone` steps}
    double biasRate(long stepsDone) {
        boolean frozen = stepsDone >= steps * (1 - balance.biasFrozenFraction());
        return frozen ? 0 : balance.biasUpdateRate();
    }

    /// {@return the factor that brings a gradient of this norm within the largest allowed}
    double gradientScale(double norm) {
        double max = optimizer.gradientNormMax();
        return max == 0 ? 1 : Math.min(1, max / (norm + 1e-6));
    }
}
