package dev.baltoro.train.recipe;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/// A stretch of training at one sequence length; each stage continues the one before it.
///
/// @param name what metrics and report call it
/// @param sequenceLength tokens of a sequence (K2: 4,096, then 32,768; report §2.5)
/// @param steps optimizer steps of this stage
/// @param yarnFactor YaRN's context extension from this stage on (K2's released configuration: 32,
///   from 4,096 to 131,072)
/// @param batchTokens tokens of one optimizer step where they differ from the recipe's `batch`
public record Stage(
        String name,
        int sequenceLength,
        long steps,
        OptionalDouble yarnFactor,
        OptionalInt batchTokens) {
    public Stage {
        Require.that(!name.isBlank(), "name must not be blank");
        Require.that(
                sequenceLength >= 2, "sequence_length must be 2 or more, but is " + sequenceLength);
        Require.positive("steps", steps);
        yarnFactor.ifPresent(factor ->
                Require.that(factor >= 1, "yarn_factor must be 1 or more, but is " + factor));
        batchTokens.ifPresent(tokens -> Require.positive("batch_tokens", tokens));
    }
}
