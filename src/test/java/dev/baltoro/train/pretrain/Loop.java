package dev.baltoro.train.pretrain;

import dev.baltoro.data.shard.TokenShards;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.run.Metric;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;

/// The training loop without a run folder, for tests that look at single steps.
record Loop(TokenShards shards, Pretraining training) implements AutoCloseable {
    static Loop start(Recipe recipe) {
        TokenShards shards = TokenShards.open(recipe.data().shards());
        return new Loop(
                shards,
                Pretraining.start(
                        recipe,
                        Contexts.config(recipe, shards.manifest().vocabSize(), note -> {}),
                        shards));
    }

    void run(Consumer<Metric.Step> each) throws IOException {
        runSteps(Long.MAX_VALUE, each);
    }

    void runSteps(long steps, Consumer<Metric.Step> each) throws IOException {
        training.run(watcher(each, loads -> {}), () -> training.step() >= steps);
    }

    void runWithLoads(Consumer<long[][]> each) throws IOException {
        training.run(watcher(step -> {}, each), () -> false);
    }

    Tensor weight(String name) {
        return Objects.requireNonNull(training.model().weights().get(name), name);
    }

    /// {@return the sum of squares of all state of one kind, times a factor}
    double squares(String kind, double factor) {
        double squares = 0;
        for (var entry : training.stateTensors().entrySet()) {
            if (entry.getKey().endsWith("." + kind)) {
                for (float value : entry.getValue().toFloats()) {
                    squares += factor * value * factor * value;
                }
            }
        }
        return squares;
    }

    private static Pretraining.Watcher watcher(
            Consumer<Metric.Step> steps, Consumer<long[][]> loads) {
        return new Pretraining.Watcher() {
            @Override
            public void step(Metric.Step step, float[][] maxLogit_LH, long[][] load_LE) {
                try (Scope scope = Scope.open()) {
                    steps.accept(step);
                    loads.accept(load_LE);
                }
            }

            @Override
            public void evaluate(long step) {}

            @Override
            public void checkpoint(long step) {}
        };
    }

    @Override
    public void close() {
        training.close();
        shards.close();
    }
}
