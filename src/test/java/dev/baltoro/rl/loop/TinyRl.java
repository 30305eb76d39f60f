package dev.baltoro.rl.loop;

import dev.baltoro.cli.TinyFolder;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.recipe.RlRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Runs of a tiny random model in a gym of letters, for tests: a few seconds.
final class TinyRl {
    static final List<Gym> GYMS =
            List.of(
                    new LetterGym(),
                    new LetterGym("capitals", "writing"),
                    new LetterGym("hopeless", "logic", "nothing is right"),
                    new OpenGym());

    /// What makes the policy judge its own answers, and be taught to: a verified domain and a
    /// judged one. Settings of a recipe, to be split at `; `.
    static final String JUDGED =
            "gyms=[{name: letters}, {name: open}]; row_tokens=1024;"
                    + " rollout={prompts: 6, samples: 8, context_tokens: 200, at_once: 32};"
                    + " budget.tokens={logic: 90, writing: 9};"
                    + " reward.judge={kind: self, opponents: 1};"
                    + " objective.critic={weight: 1, pairs: 2, held_out_pairs: 5};"
                    + " evaluation={tasks: 4, splits: [new_instances], every_iterations: 4}";

    private TinyRl() {}

    /// {@return a folder with the model that runs begin with}
    static Path model(Path folder) throws IOException {
        Path model = Files.createDirectories(folder.resolve("start"));
        TinyFolder.write(model);
        return model;
    }

    static RlRecipe recipe(Path model, String... set) {
        return RlRecipe.parse(
                """
                name: tiny
                seed: 5
                model: %s
                gyms: [{name: letters}]
                iterations: 6
                rollout: {prompts: 4, samples: 8, context_tokens: 96, at_once: 32}
                budget: {tokens: {logic: 6, writing: 6}}
                reward: {over_budget_penalty: 0}
                rate: {peak: 1.0e-2, warmup_steps: 0}
                guards: {base_rate_prompts: 8, base_rate_samples: 8, base_rate_least: 0.02, kl_every_iterations: 1}
                evaluation: {tasks: 20, splits: [new_instances], temperatures: [1]}
                row_tokens: 96
                precision: fp32
                optimizer: {newton_schulz_dtype: fp32}
                workers: 2
                checkpoint: {every_steps: 2, keep: 2}
                report_every_seconds: 3600
                """
                        .formatted(model),
                List.of(set));
    }

    /// Trains a new run to its end, or until `stop`.
    ///
    /// @return what was told
    static List<String> train(Path folder, RlRecipe recipe, BooleanSupplier stop)
            throws IOException, InterruptedException {
        List<String> told = new ArrayList<>();
        try (RlRun run = RlRun.start(folder, recipe, GYMS, Optional.empty())) {
            boolean unused = run.train(told::add, stop);
        }
        return told;
    }

    /// Goes on with a run to its end.
    static void resume(Path folder) throws IOException, InterruptedException {
        try (RlRun run = RlRun.resume(folder, GYMS, Optional.empty())) {
            boolean unused = run.train(_ -> {}, () -> false);
        }
    }

    /// {@return the bytes that decide how the run goes on, of a checkpoint}
    static Map<String, byte[]> checkpoint(Path folder, long iteration) throws IOException {
        Path checkpoint = folder.resolve("checkpoints/step-%08d".formatted(iteration));
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String file :
                List.of("model.safetensors", "optimizer.safetensors", "rl.json", "critic.json")) {
            if (!file.equals("critic.json") || Files.exists(checkpoint.resolve(file))) {
                files.put(file, Files.readAllBytes(checkpoint.resolve(file)));
            }
        }
        return files;
    }

    /// {@return the lines of the metrics without what the clock says}
    static List<String> metrics(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("metrics.jsonl")).stream()
                .map(line ->
                        line.replaceAll(
                                        "\"(tokens_per_second|seconds_elapsed)\":[^,}]+",
                                        "\"$1\":0")
                                .replaceAll("\"time\":\\{[^}]*\\}", "\"time\":0"))
                .toList();
    }
}
