package dev.baltoro.train.pretrain;

import dev.baltoro.model.K2Config;
import dev.baltoro.model.checkpoint.HuggingFaceExport;
import dev.baltoro.model.plan.ModelAccount;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.safetensors.SafetensorsFolder;
import dev.baltoro.text.tokenizer.Tokenizer;
import dev.baltoro.train.data.TokenShards;
import dev.baltoro.train.data.UnigramEntropy;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.run.Checkpoint;
import dev.baltoro.train.run.Environment;
import dev.baltoro.train.run.Metric;
import dev.baltoro.train.run.MetricsLog;
import dev.baltoro.train.run.ProgressLine;
import dev.baltoro.train.run.Report;
import dev.baltoro.train.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// A pretraining run in its folder: the loop, and everything that is written while it goes on.
public final class PretrainingRun implements AutoCloseable {
    /// Per-head and per-expert figures are written every so many steps.
    private static final int DETAIL_EVERY_STEPS = 10;

    /// The folder of the finished model.
    public static final String MODEL_FOLDER = "model";

    private final RunFolder folder;
    private final Recipe recipe;
    private final TokenShards shards;
    private final Optional<Tokenizer> tokenizer;
    private final Pretraining training;
    private final Map<String, Double> unigramEntropy = new LinkedHashMap<>();

    private PretrainingRun(
            RunFolder folder,
            TokenShards shards,
            Optional<Tokenizer> tokenizer,
            Pretraining training) {
        this.folder = folder;
        this.recipe = folder.recipe();
        this.shards = shards;
        this.tokenizer = tokenizer;
        this.training = training;
        for (String domain : Contexts.mix(recipe, shards).keySet().stream().sorted().toList()) {
            unigramEntropy.put(domain, UnigramEntropy.of(shards, domain).natsPerToken());
        }
    }

    /// {@return a new run in `path`}
    public static PretrainingRun start(Path path, Recipe recipe) throws IOException {
        return open(RunFolder.create(path, recipe), Optional.empty());
    }

    /// {@return the run in `path`, going on from its newest checkpoint, or from the beginning if
    /// there is none}
    public static PretrainingRun resume(Path path) throws IOException {
        RunFolder folder = RunFolder.resume(path);
        return open(folder, folder.latest());
    }

    private static PretrainingRun open(RunFolder folder, Optional<Checkpoint> from)
            throws IOException {
        Recipe recipe = folder.recipe();
        TokenShards shards = TokenShards.open(recipe.data().shards());
        Optional<Tokenizer> tokenizer = TokenizerOf.recipe(recipe, shards);
        K2Config shape = Contexts.config(recipe, shards.manifest().vocabSize(), note -> {});
        K2Config config = tokenizer.map(t -> TokenizerOf.ends(t, shape)).orElse(shape);
        Pretraining training =
                from.isPresent()
                        ? Pretraining.resume(recipe, config, shards, from.get().folder())
                        : Pretraining.start(recipe, config, shards);
        ModelAccount account = ModelAccount.of(config);
        folder.describe(
                Environment.ofThisMachine()
                        .with("model", Describe.model(recipe, config, account))
                        .with("threads", Integer.toString(training.workerCount()))
                        .with(
                                "compute dtype",
                                TrainingState.computeType(recipe.precision()).toString()));
        return new PretrainingRun(folder, shards, tokenizer, training);
    }

    /// {@return steps done}
    public long step() {
        return training.step();
    }

    /// {@return steps in all}
    public long steps() {
        return recipe.steps();
    }

    /// {@return the recipe as run}
    public Recipe recipe() {
        return recipe;
    }

    /// {@return nats a token that knowing only the tokens' frequencies would reach, by domain}
    public Map<String, Double> unigramEntropy() {
        return unigramEntropy;
    }

    /// {@return one line on the model and its data}
    public String description() {
        K2Config config = training.model().config();
        return Describe.model(recipe, config, ModelAccount.of(config));
    }

    /// {@return the report's file}
    public Path report() {
        return folder.report();
    }

    /// {@return the tokenizer of the data, if it was kept}
    public Optional<Tokenizer> tokenizer() {
        return tokenizer;
    }

    /// Trains to the end, or until `stop` asks; either way the state is saved and the report drawn.
    ///
    /// @return whether all steps are done
    public boolean train(ProgressLine progress, BooleanSupplier stop) throws IOException {
        try (MetricsLog metrics = folder.metricsAfter(training.step())) {
            Recorder recorder = new Recorder(metrics, progress);
            try {
                training.run(recorder, stop);
            } catch (NonFiniteException e) {
                metrics.write(new Metric.Event(training.step(), String.valueOf(e.getMessage())));
                metrics.sync();
                folder.draw(Report.Status.STOPPED);
                throw e;
            }
            boolean finished = training.step() == recipe.steps();
            if (!finished && recorder.savedStep != training.step()) {
                recorder.checkpoint(training.step());
            }
            metrics.sync();
            folder.draw(finished ? Report.Status.FINISHED : Report.Status.STOPPED);
            return finished;
        }
    }

    /// Writes the model as a Hugging Face folder with its tokenizer, and returns the folder.
    public Path export(DType dtype) throws IOException {
        Path target = folder.path().resolve(MODEL_FOLDER);
        Files.createDirectories(target);
        HuggingFaceExport.write(
                target,
                training.model().config(),
                training.model().weights(),
                dtype,
                SafetensorsFolder.DEFAULT_SHARD_BYTES);
        if (tokenizer.isPresent()) {
            tokenizer.get().save(target);
        }
        return target;
    }

    /// {@return the model as it is now}
    public Pretraining training() {
        return training;
    }

    /// Writes down what the loop tells.
    private final class Recorder implements Pretraining.Watcher {
        private final MetricsLog metrics;
        private final ProgressLine progress;
        private final long reportNanos = recipe.reportEverySeconds() * 1_000_000_000L;
        private long nextReport = System.nanoTime();
        private long savedStep = -1;

        Recorder(MetricsLog metrics, ProgressLine progress) {
            this.metrics = metrics;
            this.progress = progress;
        }

        @Override
        public void step(Metric.Step step, float[][] maxLogit_LH, long[][] load_LE)
                throws IOException {
            metrics.write(step);
            if (step.step() % DETAIL_EVERY_STEPS == 0 || step.step() == 1) {
                metrics.write(Metric.Heads.of(step.step(), Describe.heads(maxLogit_LH)));
                metrics.write(
                        Metric.Loads.of(
                                step.step(),
                                Describe.sparseLayers(load_LE),
                                Describe.shares(load_LE)));
            }
            progress.show(step);
            if (System.nanoTime() >= nextReport) {
                metrics.sync();
                folder.draw(Report.Status.RUNNING);
                nextReport = System.nanoTime() + reportNanos;
            }
        }

        @Override
        public void evaluate(long step) throws IOException {
            Map<String, Double> losses = training.heldOut();
            metrics.write(new Metric.HeldOut(step, losses, unigramEntropy));
            progress.say(Describe.heldOut(step, losses, unigramEntropy));
            if (tokenizer.isPresent()) {
                Completions completions = new Completions(training.model(), tokenizer.get());
                for (String prompt : recipe.generate().prompts()) {
                    String text =
                            completions.complete(prompt, recipe.generate().tokens(), recipe.seed());
                    metrics.write(new Metric.Sample(step, prompt, text));
                }
            }
        }

        @Override
        public void checkpoint(long step) throws IOException {
            metrics.sync();
            Checkpoint unused =
                    folder.publish(
                            step,
                            target -> {
                                training.save(target);
                                if (tokenizer.isPresent()) {
                                    tokenizer.get().save(target);
                                }
                            });
            savedStep = step;
        }
    }

    @Override
    public void close() throws IOException {
        training.close();
        shards.close();
        folder.close();
    }
}
