package dev.baltoro.train.sft;

import dev.baltoro.io.StagedFolder;
import dev.baltoro.model.checkpoint.HuggingFaceExport;
import dev.baltoro.model.plan.ModelAccount;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.safetensors.SafetensorsFolder;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.template.TemplateFile;
import dev.baltoro.train.recipe.Machine;
import dev.baltoro.train.recipe.RecipeException;
import dev.baltoro.train.recipe.SftRecipe;
import dev.baltoro.train.run.Checkpoint;
import dev.baltoro.train.run.Environment;
import dev.baltoro.train.run.Metric;
import dev.baltoro.train.run.MetricsLog;
import dev.baltoro.train.run.ProgressLine;
import dev.baltoro.train.run.Report;
import dev.baltoro.train.run.RunFolder;
import dev.baltoro.train.run.TrainingRun;
import dev.baltoro.train.step.NonFiniteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// A fine-tuning run in its folder: the loop, and everything that is written while it goes on.
public final class SftRun implements TrainingRun {
    /// The folder of the finished model.
    public static final String MODEL_FOLDER = "model";

    private final RunFolder<SftRecipe> folder;
    private final SftRecipe recipe;
    private final Parts parts;

    private SftRun(RunFolder<SftRecipe> folder, Parts parts) {
        this.folder = folder;
        this.recipe = folder.plan();
        this.parts = parts;
    }

    /// What a run needs besides its folder.
    ///
    /// @param recipe with nothing left open
    /// @param first where the weights come from: those of the recipe, or of a checkpoint of this
    ///   run
    /// @param description what the user is told first
    private record Parts(
            SftRecipe recipe,
            FirstWeights first,
            SftData data,
            FineTuning training,
            SftEvaluation evaluation,
            List<String> description) {
        static Parts of(
                SftRecipe recipe,
                FirstWeights first,
                SftData data,
                FineTuning training,
                AnswerWriter writer,
                List<String> description) {
            if (data.heldOut().isEmpty()) {
                description.add("nothing is held out: losses and answers are not measured");
            }
            ModelAccount account = ModelAccount.of(training.model().config());
            description.add(
                    String.format(
                            Locale.ROOT,
                            "%s: %.1fM parameters, %.1fM active a token; %,d steps of %d rows of %,d tokens, peak rate %.2g",
                            recipe.model().from(),
                            account.all() * 1e-6,
                            account.activatedWithBoth() * 1e-6,
                            recipe.steps(),
                            recipe.rowsPerStep(),
                            recipe.context().orElseThrow(),
                            recipe.schedule().peak().orElseThrow()));
            ChatEncoder encoder = new ChatEncoder(first.tokenizer(), first.template());
            SftEvaluation evaluation =
                    SftEvaluation.of(recipe, data, training, first.tokenizer(), encoder, writer);
            return new Parts(recipe, first, data, training, evaluation, description);
        }

        void close() {
            training.close();
            data.close();
        }
    }

    /// {@return a new run in `path`}
    ///
    /// @param writer writes the answers to held-out questions
    public static SftRun start(Path path, SftRecipe written, AnswerWriter writer)
            throws IOException {
        RunFolder.requireNone(path);
        FirstWeights first = FirstWeights.of(written);
        int context = first.context(written);
        Files.createDirectories(path);
        SftData data = SftData.prepare(written, path, first.tokenizer(), first.template(), context);
        try {
            long steps = steps(written, data, context);
            SftRecipe recipe = written.decided(Machine.here(), context, steps);
            List<String> description = new ArrayList<>(data.report());
            FineTuning training = FineTuning.start(recipe, first, data, description::add);
            Parts parts = Parts.of(recipe, first, data, training, writer, description);
            return begin(() -> RunFolder.create(path, recipe), parts);
        } catch (IOException | RuntimeException e) {
            data.close();
            throw e;
        }
    }

    /// {@return the run in `path`, going on from its newest checkpoint, or from the beginning if
    /// there is none}
    ///
    /// @param writer writes the answers to held-out questions
    public static SftRun resume(Path path, AnswerWriter writer) throws IOException {
        RunFolder<SftRecipe> folder =
                RunFolder.resume(path, file -> SftRecipe.load(file, List.of()));
        try {
            SftRecipe recipe = folder.plan();
            Optional<Checkpoint> from = folder.latest();
            SftData data = SftData.open(recipe, path);
            try {
                List<String> description = new ArrayList<>(data.report());
                if (from.isPresent()) {
                    SftOrigin.require(from.get(), recipe, data.identity());
                }
                FirstWeights first =
                        from.isPresent()
                                ? FirstWeights.of(recipe, from.get().folder())
                                : FirstWeights.of(recipe);
                FineTuning training =
                        from.isPresent()
                                ? FineTuning.resume(recipe, data, from.get().folder())
                                : FineTuning.start(recipe, first, data, description::add);
                Parts parts = Parts.of(recipe, first, data, training, writer, description);
                return begin(() -> folder, parts);
            } catch (IOException | RuntimeException e) {
                data.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static long steps(SftRecipe recipe, SftData data, int context) {
        if (recipe.maxSteps().isPresent()) {
            return recipe.maxSteps().getAsInt();
        }
        long rows = data.train(context).rowsOfEpochs(recipe.epochs());
        int perStep = Math.max(1, recipe.batch().tokens() / context);
        long steps = Math.ceilDiv(rows, (long) perStep);
        if (steps > Integer.MAX_VALUE) {
            throw new RecipeException(
                    "epochs are %,d steps; set max_steps or a larger batch".formatted(steps));
        }
        return steps;
    }

    /// Opens the folder of a run whose parts are there, last, so that one that cannot begin leaves
    /// no run behind.
    private interface Opening {
        RunFolder<SftRecipe> open() throws IOException;
    }

    private static SftRun begin(Opening opening, Parts parts) throws IOException {
        try {
            RunFolder<SftRecipe> folder = opening.open();
            folder.describe(
                    Environment.ofThisMachine()
                            .with("model", parts.description().getLast())
                            .with("threads", Integer.toString(parts.training().workerCount()))
                            .with("compute dtype", parts.recipe().precision().dtype().toString()));
            return new SftRun(folder, parts);
        } catch (IOException | RuntimeException e) {
            parts.training().close();
            throw e;
        }
    }

    @Override
    public List<String> description() {
        return List.copyOf(parts.description());
    }

    @Override
    public String command() {
        return "sft";
    }

    @Override
    public long step() {
        return parts.training().step();
    }

    @Override
    public long steps() {
        return recipe.steps();
    }

    @Override
    public List<String> changes() {
        return List.of();
    }

    @Override
    public List<Path> damagedCheckpoints() throws IOException {
        return folder.damagedCheckpoints();
    }

    @Override
    public Path report() {
        return folder.report();
    }

    /// {@return the loop, its model and its state}
    FineTuning training() {
        return parts.training();
    }

    @Override
    public boolean train(ProgressLine progress, BooleanSupplier stop) throws IOException {
        FineTuning training = parts.training();
        try (MetricsLog metrics = folder.metricsAfter(measuredUpTo())) {
            SftRecorder recorder =
                    new SftRecorder(folder, metrics, progress, parts.evaluation(), this::write);
            try {
                if (training.step() == 0) {
                    recorder.evaluate(0);
                }
                training.run(recorder, stop);
            } catch (NonFiniteException e) {
                metrics.write(new Metric.Event(training.step(), String.valueOf(e.getMessage())));
                metrics.sync();
                folder.draw(Report.Status.STOPPED);
                throw e;
            }
            boolean finished = training.step() == recipe.steps();
            if (!finished && recorder.savedStep() != training.step()) {
                recorder.checkpoint(training.step());
            }
            metrics.sync();
            folder.draw(finished ? Report.Status.FINISHED : Report.Status.STOPPED);
            return finished;
        }
    }

    /// {@return the step whose metrics stay; before the first one nothing does, since the beginning
    /// is measured anew}
    private long measuredUpTo() {
        return step() == 0 ? -1 : step();
    }

    /// Writes a checkpoint.
    private void write(Path target) throws IOException {
        parts.training().save(target);
        SftOrigin.write(target, recipe, parts.data().identity());
        parts.first().tokenizer().save(target);
        TemplateFile.write(target, parts.first().template());
    }

    @Override
    public Path export(DType dtype) throws IOException {
        Path target = folder.path().resolve(MODEL_FOLDER);
        try (StagedFolder staged = StagedFolder.beside(target)) {
            HuggingFaceExport.write(
                    staged.folder(),
                    parts.training().model().config(),
                    parts.training().model().weights(),
                    dtype,
                    SafetensorsFolder.DEFAULT_SHARD_BYTES);
            parts.first().tokenizer().save(staged.folder());
            TemplateFile.write(staged.folder(), parts.first().template());
            staged.carryOver(HuggingFaceExport::isOthers);
            staged.publish();
        }
        return target;
    }

    @Override
    public void close() throws IOException {
        parts.close();
        folder.close();
    }
}
