package dev.baltoro.rl.bench;

import dev.baltoro.rl.loop.RlRun;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.rl.recipe.UpdateSettings.Mode;
import dev.baltoro.train.run.MetricsLog;
import dev.baltoro.train.run.RolloutMetric.Cores;
import dev.baltoro.train.run.RolloutMetric.Iteration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whole iterations of a run, with its folder, metrics and report, on prompts and answers of given
/// lengths.
///
/// @param folder the model
/// @param settings values set over the recipe, such as `precision=bf16`
/// @param iterations that are measured
/// @param warmUp iterations before those
public record IterationBench(
        BenchFolder folder, List<String> settings, int iterations, int warmUp) {
    private static final String RECIPE =
            """
            name: bench
            seed: 1
            gyms: [{name: %s}]
            budget: {over_budget: exact}
            rollout: {refills: 0, temperature: 1, temperature_end: 1}
            reward: {over_budget_penalty: 0}
            rate: {peak: 1.0e-5, warmup_steps: 0}
            guards: {base_rate_prompts: 0, kl_every_iterations: 0}
            evaluation: {tasks: 0}
            transcripts: 0
            report_every_seconds: 3600
            """
                    .formatted(PromptGym.NAME);

    /// One iteration.
    ///
    /// @param wallSeconds from its beginning to the next one's
    /// @param metric what the run wrote
    private record Timed(double wallSeconds, Iteration metric) {}

    /// Iterations of one mode.
    ///
    /// @param seconds of each, by the wall clock
    /// @param rolloutsPerHour that ended
    /// @param tokensPerSecond drawn, over the whole time
    /// @param trainedTokensPerSecond learned from
    /// @param idleShare of the time in which neither engine nor trainer computed; in flight at most
    /// @param engineShare of the time in which the engine computed
    /// @param trainerShare of the time in which the trainer scored and learned
    /// @param engineCores cores that the engine had, on average
    /// @param trainerCores that the trainer had
    /// @param stale rollouts that were too old
    /// @param stalenessMean updates since a sample's oldest token
    public record Result(
            Mode mode,
            List<Double> seconds,
            double rolloutsPerHour,
            double tokensPerSecond,
            double trainedTokensPerSecond,
            double idleShare,
            double engineShare,
            double trainerShare,
            double engineCores,
            double trainerCores,
            int stale,
            double stalenessMean) {
        /// {@return the median of the iterations' seconds}
        public double medianSeconds() {
            List<Double> sorted = seconds.stream().sorted().toList();
            return sorted.get(sorted.size() / 2);
        }
    }

    /// {@return measurements of one mode}
    public Result run(Mode mode, IterationShape shape) throws IOException, InterruptedException {
        RlRecipe recipe = recipe(mode, shape);
        Path path = folder.path().resolve("run-" + System.nanoTime());
        PromptGym gym =
                new PromptGym(
                        folder.tokenizer(),
                        shape.promptTokens(),
                        shape.turns(),
                        shape.waits().tools()::next);
        List<Long> boundaries = new ArrayList<>();
        try (RlRun run = RlRun.start(path, recipe, List.of(gym), Optional.empty())) {
            boolean unused =
                    run.train(
                            _ -> {},
                            () -> {
                                boundaries.add(System.nanoTime());
                                return boundaries.size() > warmUp + iterations;
                            });
        }
        return result(mode, timed(path, boundaries));
    }

    private RlRecipe recipe(Mode mode, IterationShape shape) {
        boolean waits = mode != Mode.SYNCHRONOUS;
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "model=" + folder.model(),
                                "iterations=" + (warmUp + iterations + 1),
                                "checkpoint.every_steps=" + (warmUp + iterations + 1),
                                "rollout.prompts=" + shape.prompts(),
                                "rollout.samples=" + shape.samples(),
                                "rollout.context_tokens=" + shape.contextTokens(),
                                "budget.tokens={%s: %d}"
                                        .formatted(PromptGym.DOMAIN, shape.answerTokens()),
                                "budget.spread=" + shape.spread(),
                                "budget.turns=" + shape.turns(),
                                "updates.mode=" + mode.name().toLowerCase(Locale.ROOT),
                                "updates.segment_tokens=" + (waits ? shape.segmentTokens() : 0),
                                "updates.step_tokens=" + (waits ? shape.stepTokens() : 0),
                                "updates.begin_most=" + (waits ? shape.beginMost() : 0),
                                "updates.kv_after_update=" + (waits ? shape.kv() : "standard"),
                                "updates.staleness_max=64"));
        all.addAll(settings);
        return RlRecipe.parse(RECIPE, all);
    }

    private List<Timed> timed(Path path, List<Long> boundaries) throws IOException {
        List<Iteration> metrics = new ArrayList<>();
        MetricsLog.read(
                path.resolve(MetricsLog.FILE),
                metric -> {
                    if (metric instanceof Iteration iteration) {
                        metrics.add(iteration);
                    }
                });
        List<Timed> timed = new ArrayList<>();
        for (int i = warmUp; i < warmUp + iterations; i++) {
            double seconds = (boundaries.get(i + 1) - boundaries.get(i)) * 1e-9;
            timed.add(new Timed(seconds, metrics.get(i)));
        }
        return timed;
    }

    private static Result result(Mode mode, List<Timed> timed) {
        double wall = 0;
        double busy = 0;
        double engine = 0;
        double trainer = 0;
        double engineCores = 0;
        double trainerCores = 0;
        long rollouts = 0;
        long drawn = 0;
        long trained = 0;
        int stale = 0;
        double staleness = 0;
        int learned = 0;
        for (Timed one : timed) {
            var time = one.metric.time();
            var sampling = one.metric.sampling();
            wall += one.wallSeconds;
            busy += (1 - time.idleShare()) * time.total();
            engine += time.engine();
            trainer += time.score() + time.train();
            engineCores += time.cores().map(Cores::engine).orElseThrow() * time.total();
            trainerCores += time.cores().map(Cores::trainer).orElseThrow() * time.total();
            rollouts += sampling.rollouts();
            drawn += sampling.drawnTokens();
            trained += sampling.trainedTokens();
            stale += sampling.stale();
            if (!Double.isNaN(sampling.stalenessMean())) {
                staleness += sampling.stalenessMean();
                learned++;
            }
        }
        return new Result(
                mode,
                timed.stream().map(Timed::wallSeconds).toList(),
                3600 * rollouts / wall,
                drawn / wall,
                trained / wall,
                Math.max(0, 1 - busy / wall),
                engine / wall,
                trainer / wall,
                engineCores / wall,
                trainerCores / wall,
                stale,
                staleness / Math.max(1, learned));
    }
}
