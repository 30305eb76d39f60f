package dev.baltoro.train.pretrain;

import dev.baltoro.data.sample.UnigramEntropy;
import dev.baltoro.data.shard.TokenShards;
import dev.baltoro.io.StagedFolder;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.checkpoint.HuggingFaceExport;
import dev.baltoro.model.plan.ModelAccount;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.safetensors.SafetensorsFolder;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.template.TemplateFile;
import dev.baltoro.text.tokenizer.Tokenizer;
import dev.baltoro.train.recipe.Machine;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.recipe.RecipeException;
import dev.baltoro.train.run.Checkpoint;
import dev.baltoro.train.run.Environment;
import dev.baltoro.train.run.Metric;
import dev.baltoro.train.run.MetricsLog;
import dev.baltoro.train.run.ProgressLine;
import dev.baltoro.train.run.Report;
import dev.baltoro.train.run.RunFolder;
import dev.baltoro.train.run.StepDetail;
import dev.baltoro.train.run.TrainingRun;
import dev.baltoro.train.step.NonFiniteException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// A pretraining run in its folder: the loop, and everything that is written while it goes on.
public final class PretrainingRun implements TrainingRun {
    /// The folder of the finished model.
    public static final String MODEL_FOLDER = "model";

    private final RunFolder<Recipe> folder;
    private final Recipe recipe;
    private final TokenShards shards;
    private final Optional<Tokenizer> tokenizer;
    private final Pretraining training;
    private final Map<String, Double> unigramEntropy;
    private final SampleWriter samples;
    private final List<String> changes;

    private PretrainingRun(RunFolder<Recipe> folder, Parts parts, SampleWriter samples) {
        this.folder = folder;
        this.recipe = folder.plan();
        this.shards = parts.shards();
        this.tokenizer = parts.tokenizer();
        this.training = parts.training();
        this.unigramEntropy = parts.unigramEntropy();
        this.samples = samples;
        this.changes = parts.changes();
    }

    /// {@return a new run in `path`}
    ///
    /// The folder is made last, so that a run that cannot begin leaves none.
    ///
    /// @param samples writes those that the recipe asks for
    public static PretrainingRun start(Path path, Recipe written, SampleWriter samples)
            throws IOException {
        RunFolder.requireNone(path);
        Recipe recipe = written.decided(Machine.here());
        Parts parts = Parts.open(recipe, Optional.empty());
        RunFolder<Recipe> folder;
        try {
            folder = RunFolder.create(path, recipe);
        } catch (IOException | RuntimeException e) {
            parts.close();
            throw e;
        }
        return begin(folder, parts, samples);
    }

    /// {@return the run in `path`, going on from its newest checkpoint, or from the beginning if
    /// there is none}
    ///
    /// @param samples writes those that the recipe asks for
    public static PretrainingRun resume(Path path, SampleWriter samples) throws IOException {
        RunFolder<Recipe> folder = RunFolder.resume(path, file -> Recipe.load(file, List.of()));
        Parts parts;
        try {
            long told = folder.lastStepTold();
            parts = Parts.open(folder.plan(), folder.latest());
            if (told < parts.training().step()) {
                parts.changes()
                        .add(
                                "the metrics end at step %d: curves have a gap up to step %d"
                                        .formatted(told, parts.training().step()));
            }
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
        return begin(folder, parts, samples);
    }

    private static PretrainingRun begin(RunFolder<Recipe> folder, Parts parts, SampleWriter samples)
            throws IOException {
        try {
            Recipe recipe = folder.plan();
            Pretraining training = parts.training();
            folder.describe(
                    Environment.ofThisMachine()
                            .with("model", describe(recipe, training))
                            .with("threads", Integer.toString(training.workerCount()))
                            .with("compute dtype", recipe.precision().dtype().toString()));
            return new PretrainingRun(folder, parts, samples);
        } catch (IOException | RuntimeException e) {
            parts.close();
            folder.close();
            throw e;
        }
    }

    private static String describe(Recipe recipe, Pretraining training) {
        K2Config config = training.model().config();
        return Describe.model(recipe, config, ModelAccount.of(config));
    }

    /// What a run needs besides its folder.
    private record Parts(
            TokenShards shards,
            Optional<Tokenizer> tokenizer,
            Map<String, Double> unigramEntropy,
            Pretraining training,
            List<String> changes) {
        static Parts open(Recipe recipe, Optional<Checkpoint> from) throws IOException {
            TokenShards shards = TokenShards.open(recipe.data().shards());
            try {
                Optional<Tokenizer> tokenizer = TokenizerOf.recipe(recipe, shards);
                if (tokenizer.isEmpty() && !recipe.generate().prompts().isEmpty()) {
                    throw new RecipeException(
                            "generate.prompts need the tokenizer that the data was made with: set tokenizer, or leave the prompts out");
                }
                K2Config shape = Contexts.config(recipe, shards.manifest().vocabSize(), note -> {});
                K2Config config = tokenizer.map(t -> TokenizerOf.ends(t, shape)).orElse(shape);
                Contexts.requireFit(config, recipe);
                List<String> changes = new ArrayList<>();
                if (from.isPresent()) {
                    changes.addAll(ResumeCheck.changes(from.get(), recipe, config, shards));
                }
                Map<String, Double> entropy = unigramEntropy(recipe, shards);
                Pretraining training =
                        from.isPresent()
                                ? Pretraining.resume(recipe, config, shards, from.get().folder())
                                : Pretraining.start(recipe, config, shards);
                return new Parts(shards, tokenizer, entropy, training, changes);
            } catch (IOException | RuntimeException e) {
                shards.close();
                throw e;
            }
        }

        /// {@return by domain, in alphabetical order; empty where nothing is held out}
        private static Map<String, Double> unigramEntropy(Recipe recipe, TokenShards shards) {
            Map<String, Double> entropy = new LinkedHashMap<>();
            if (recipe.data().heldOutTokens() > 0) {
                for (String domain :
                        Contexts.mix(recipe, shards).keySet().stream().sorted().toList()) {
                    entropy.put(domain, UnigramEntropy.of(shards, domain).natsPerToken());
                }
            }
            return entropy;
        }

        void close() throws IOException {
            training.close();
            shards.close();
        }
    }

    @Override
    public String command() {
        return "pretrain";
    }

    @Override
    public long step() {
        return training.step();
    }

    @Override
    public List<Path> damagedCheckpoints() throws IOException {
        return folder.damagedCheckpoints();
    }

    @Override
    public List<String> changes() {
        return List.copyOf(changes);
    }

    @Override
    public long steps() {
        return recipe.steps();
    }

    /// {@return the recipe as run}
    public Recipe recipe() {
        return recipe;
    }

    /// {@return nats a token that knowing only the tokens' frequencies would reach, by domain;
    /// empty where nothing is held out}
    public Map<String, Double> unigramEntropy() {
        return unigramEntropy;
    }

    @Override
    public List<String> description() {
        return List.of(describe(recipe, training));
    }

    @Override
    public Path report() {
        return folder.report();
    }

    /// {@return the tokenizer of the data, if it was kept}
    public Optional<Tokenizer> tokenizer() {
        return tokenizer;
    }

    @Override
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

    @Override
    public Path export(DType dtype) throws IOException {
        Path target = folder.path().resolve(MODEL_FOLDER);
        try (StagedFolder staged = StagedFolder.beside(target)) {
            HuggingFaceExport.write(
                    staged.folder(),
                    training.model().config(),
                    training.model().weights(),
                    dtype,
                    SafetensorsFolder.DEFAULT_SHARD_BYTES);
            if (tokenizer.isPresent()) {
                tokenizer.get().save(staged.folder());
                TemplateFile.write(staged.folder(), ChatTemplate.K2);
            }
            staged.carryOver(HuggingFaceExport::isOthers);
            staged.publish();
        }
        return target;
    }

    /// {@return the model as it is now}
    public Pretraining training() {
        return training;
    }

    /// Records what the loop reports.
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
            if (StepDetail.isDue(step.step())) {
                StepDetail.write(metrics, step.step(), maxLogit_LH, load_LE);
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
                Recipe.Generation asked = recipe.generate();
                List<String> texts =
                        samples.write(training.model(), tokenizer.get(), asked, recipe.seed());
                for (int i = 0; i < texts.size(); i++) {
                    metrics.write(new Metric.Sample(step, asked.prompts().get(i), texts.get(i)));
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
                                RunOrigin.of(recipe, shards).write(target);
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
