package dev.baltoro.train.run;

import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.schedule.WarmupStableDecay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Writes a run folder of made-up metrics, to look at the report without training.
///
/// Arguments: the folder, and how many of the 400 steps are done.
final class SyntheticRun {
    private static final int LAYERS = 4;
    private static final int HEADS = 8;
    private static final int EXPERTS = 48;
    private static final List<String> DOMAINS = List.of("code", "knowledge", "mathematics");

    private final Random random = new Random(1);
    private final WarmupStableDecay schedule;

    private SyntheticRun(Recipe recipe) {
        this.schedule = WarmupStableDecay.over(recipe.steps(), recipe.schedule());
    }

    /// Writes the folder's metrics up to `steps` and draws its report.
    public static void main(String[] arguments) throws IOException {
        int steps = Integer.parseInt(arguments[1]);
        Recipe recipe = Recipe.load(Path.of("recipes/pretrain.yaml"), List.of());
        try (RunFolder<Recipe> run = RunFolder.create(Path.of(arguments[0]), recipe)) {
            run.describe(
                    Environment.ofThisMachine()
                            .with("threads", "2")
                            .with("model", "nano: 10.9M parameters, 4.2M activated, 5 layers"));
            new SyntheticRun(recipe).write(run, steps);
            run.draw(steps < recipe.steps() ? Report.Status.RUNNING : Report.Status.FINISHED);
        }
    }

    private void write(RunFolder<Recipe> run, int steps) throws IOException {
        try (MetricsLog metrics = run.metricsAfter(0)) {
            metrics.write(new Metric.Event(0, "started with seed 1"));
            for (int step = 1; step <= steps; step++) {
                metrics.write(step(step));
                if (step % 10 == 0) {
                    metrics.write(heads(step));
                }
                if (step % 50 == 0) {
                    metrics.write(heldOut(step));
                    metrics.write(loads(step));
                    metrics.write(
                            new Metric.Sample(
                                    step,
                                    "glacier: ",
                                    "a slowly moving mass of ice </script><script>alert(1)</script>"));
                    metrics.write(
                            new Metric.Sample(
                                    step, "Compute 17 + 25", "\n7 + 5 = 12, carry 1\nanswer: 42"));
                }
            }
            metrics.sync();
        }
    }

    private Metric.Step step(int step) {
        double max = Math.min(8 + random.nextDouble(), 2 + step * 0.05 + random.nextDouble());
        boolean spoilt = step == 222;
        return new Metric.Step(
                step,
                step * 8192L,
                spoilt ? Double.NaN : loss(step) + 0.08 * random.nextGaussian(),
                1e-4 * (1 + random.nextDouble()),
                schedule.rate(step - 1),
                5900 + 150 * random.nextGaussian(),
                max,
                max > 8 ? 1 + random.nextInt(4) : 0,
                1.2 + 2 * Math.exp(-step / 40.0) + 0.1 * random.nextDouble(),
                0.6 + 3 * Math.exp(-step / 30.0) + 0.1 * random.nextDouble(),
                spoilt,
                step * 1.39);
    }

    private static double loss(int step) {
        return 3.1 + 5.9 * Math.exp(-step / 60.0);
    }

    private Metric.HeldOut heldOut(int step) {
        return new Metric.HeldOut(
                step,
                Map.of(
                        DOMAINS.get(0), loss(step) - 0.3,
                        DOMAINS.get(1), loss(step) + 0.5,
                        DOMAINS.get(2), loss(step) - 1.6),
                Map.of(DOMAINS.get(0), 6.1, DOMAINS.get(1), 7.0, DOMAINS.get(2), 4.2));
    }

    private Metric.Heads heads(int step) {
        double[][] max = new double[LAYERS][HEADS];
        for (double[] layer : max) {
            for (int head = 0; head < HEADS; head++) {
                layer[head] = Math.min(8, 1 + step * 0.006 * head + random.nextDouble());
            }
        }
        return Metric.Heads.of(step, max);
    }

    private Metric.Loads loads(int step) {
        double[][] share = new double[LAYERS - 1][EXPERTS];
        for (double[] layer : share) {
            double sum = 0;
            for (int expert = 0; expert < EXPERTS; expert++) {
                layer[expert] = Math.exp(0.3 * random.nextGaussian());
                sum += layer[expert];
            }
            for (int expert = 0; expert < EXPERTS; expert++) {
                layer[expert] /= sum;
            }
        }
        return Metric.Loads.of(step, List.of(1, 2, 3), share);
    }
}
