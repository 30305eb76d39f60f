package dev.baltoro.flow.specialist;

import dev.baltoro.model.K2Config;
import dev.baltoro.train.bench.TrainingBench;
import dev.baltoro.train.recipe.Recipe;

/// How long optimizer steps take on this machine, so that a step of a flow can be told to end in
/// time.
///
/// @param seconds of one step
record StepSpeed(double seconds) {
    /// In which the JVM compiles the loops.
    private static final int WARM_UP = 6;

    private static final int MEASURED = 5;

    /// A learning rate that changes nothing.
    private static final double RATE = 1e-9;

    /// {@return the quickest of a few steps on random tokens: others may use the machine meanwhile,
    /// and a flow that takes them for slow would learn too little}
    static StepSpeed measure(Recipe recipe, K2Config config) {
        int length = recipe.stages().getFirst().sequenceLength();
        int rows = recipe.batch().tokens() / length;
        double quickest = Double.POSITIVE_INFINITY;
        try (TrainingBench bench = new TrainingBench(recipe, config, rows, length)) {
            for (int i = -WARM_UP; i < MEASURED; i++) {
                long start = System.nanoTime();
                var unused = bench.step(RATE);
                if (i >= 0) {
                    quickest = Math.min(quickest, (System.nanoTime() - start) * 1e-9);
                }
            }
        }
        return new StepSpeed(quickest);
    }

    /// {@return how many steps fit into a time}
    int stepsIn(double minutes) {
        return (int) Math.max(1, Math.floor(minutes * 60 / seconds));
    }
}
