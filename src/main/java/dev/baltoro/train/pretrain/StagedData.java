package dev.baltoro.train.pretrain;

import dev.baltoro.data.sample.PackedSampler;
import dev.baltoro.data.sample.Packing;
import dev.baltoro.data.shard.TokenShards;
import dev.baltoro.tensor.Seed;
import dev.baltoro.train.pretrain.Timeline.Place;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.step.BatchSource;
import dev.baltoro.train.step.StepBatch;
import java.util.ArrayList;
import java.util.List;

/// A recipe's data as its stages read it: a pure function of the step.
final class StagedData implements BatchSource {
    private final Timeline timeline;

    /// One a stage: each has a sequence length and an order of its own.
    private final List<PackedSampler> samplers = new ArrayList<>();

    /// @throws dev.baltoro.data.DataException if a stage's data cannot be
    StagedData(Recipe recipe, TokenShards shards) {
        this.timeline = new Timeline(recipe);
        Packing packing = recipe.data().documentMask() ? Packing.DOCUMENT_MASKED : Packing.UNMASKED;
        Seed seed = new Seed(recipe.seed()).derive("data");
        for (int i = 0; i < recipe.stages().size(); i++) {
            samplers.add(
                    new PackedSampler(
                            shards,
                            Contexts.mix(recipe, shards),
                            recipe.stages().get(i).sequenceLength(),
                            seed.derive(i).value(),
                            packing));
        }
    }

    @Override
    public StepBatch batch(long stepsDone) {
        Place place = timeline.after(stepsDone);
        return StepBatch.meanCrossEntropy(
                samplers.get(place.index()).batch(place.position(), place.rows()));
    }

    /// {@return the sampler of the stage that the last of `stepsDone` steps was in}
    PackedSampler upTo(long stepsDone) {
        return samplers.get(timeline.after(Math.max(0, stepsDone - 1)).index());
    }
}
