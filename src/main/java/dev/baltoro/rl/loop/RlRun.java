package dev.baltoro.rl.loop;

import dev.baltoro.io.StagedFolder;
import dev.baltoro.model.checkpoint.HuggingFaceExport;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.loop.GroupSampler.Sampled;
import dev.baltoro.rl.loop.Learner.Learned;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.rl.reward.GroupJudge;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.safetensors.SafetensorsFolder;
import dev.baltoro.text.template.TemplateFile;
import dev.baltoro.train.pretrain.PretrainingRun;
import dev.baltoro.train.recipe.Machine;
import dev.baltoro.train.run.Environment;
import dev.baltoro.train.run.MetricsLog;
import dev.baltoro.train.run.Report;
import dev.baltoro.train.run.RunFolder;
import dev.baltoro.train.step.NonFiniteException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// A run of reinforcement learning in its folder (K2 report §3.2): roll out, learn, hand the
/// weights over, again.
public final class RlRun implements AutoCloseable {
    private final RunFolder<RlRecipe> folder;
    private final RlRecipe recipe;
    private final RlParts parts;
    private long iteration;

    private RlRun(RunFolder<RlRecipe> folder, RlParts parts) {
        this.folder = folder;
        this.recipe = folder.plan();
        this.parts = parts;
        this.iteration = parts.state().iteration();
    }

    /// {@return a new run in `path`}
    ///
    /// @param gyms all that a recipe may name
    /// @param judge of tasks with a rubric; without one such tasks are refused
    public static RlRun start(
            Path path, RlRecipe written, Collection<Gym> gyms, Optional<GroupJudge> judge)
            throws IOException {
        RunFolder.requireNone(path);
        RlRecipe recipe = written.decided(Machine.here());
        RlParts parts = RlParts.open(recipe, gyms, judge, Optional.empty());
        try {
            RunFolder<RlRecipe> folder = RunFolder.create(path, recipe);
            folder.describe(environment(recipe));
            return new RlRun(folder, parts);
        } catch (IOException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /// {@return the run in `path`, going on from its newest checkpoint}
    public static RlRun resume(Path path, Collection<Gym> gyms, Optional<GroupJudge> judge)
            throws IOException {
        RunFolder<RlRecipe> folder = RunFolder.resume(path, file -> RlRecipe.load(file, List.of()));
        try {
            return new RlRun(folder, RlParts.open(folder.plan(), gyms, judge, folder.latest()));
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static Environment environment(RlRecipe recipe) {
        return Environment.ofThisMachine()
                .with("model", recipe.model().toString())
                .with("threads", Integer.toString(recipe.workers()))
                .with("compute dtype", recipe.precision().dtype().toString());
    }

    /// Trains to the end, or until `stop` asks between two iterations; either way the state is
    /// saved and the report drawn.
    ///
    /// @param told lines for people
    /// @return whether all iterations are done
    public boolean train(Consumer<String> told, BooleanSupplier stop)
            throws IOException, InterruptedException {
        try (MetricsLog metrics = folder.metricsAfter(iteration)) {
            RlRecorder recorder = new RlRecorder(folder, metrics, parts, told);
            try {
                loop(recorder, stop);
            } catch (NonFiniteException e) {
                recorder.event(iteration, String.valueOf(e.getMessage()));
                folder.draw(Report.Status.STOPPED);
                throw e;
            }
            boolean finished = iteration == recipe.iterations();
            recorder.checkpoint(state());
            folder.draw(finished ? Report.Status.FINISHED : Report.Status.STOPPED);
            return finished;
        }
    }

    /// The report's loop: rollouts, rewards, a step on what they teach, and the new weights are the
    /// engine's.
    private void loop(RlRecorder recorder, BooleanSupplier stop)
            throws IOException, InterruptedException {
        if (iteration == 0) {
            recorder.baseRates(new Seed(recipe.seed()).derive("base rate").value());
            recorder.evaluate(0);
        }
        while (iteration < recipe.iterations() && !stop.getAsBoolean()) {
            Stopwatch watch = new Stopwatch(parts.engine());
            double temperature = recipe.rollout().temperatureAt(iteration, recipe.iterations());

            Sampled sampled = parts.sampler().sample(temperature);
            watch.rolledOut();

            List<Group> teaching = teaching(sampled);
            TrainingRows rows = parts.rows(teaching, iteration);
            Optional<Learned> learned =
                    teaching.isEmpty() ? Optional.empty() : Optional.of(learn(teaching, rows));
            List<String> raised = parts.curriculum().learn(sampled.groups());
            iteration++;

            recorder.iteration(
                    watch.figures(temperature, sampled, teaching, stale(sampled), learned),
                    iteration,
                    rows.chosenTokens(),
                    raised);
            if (isDue(recipe.evaluation().everyIterations())) {
                recorder.evaluate(iteration);
            }
            if (isDue(recipe.checkpoint().everySteps())) {
                recorder.checkpoint(state());
            }
        }
    }

    /// {@return the groups that can be learned from, without what is too old in them}
    private List<Group> teaching(Sampled sampled) {
        return sampled.groups().stream()
                .filter(parts.sampler()::teaches)
                .map(group -> group.usable(parts.sampler().oldestAllowed()))
                .toList();
    }

    private int stale(Sampled sampled) {
        return (int)
                sampled.groups().stream()
                        .flatMap(group -> group.rollouts().stream())
                        .filter(one -> one.tokens().sampledCount() > 0)
                        .filter(one ->
                                one.tokens().oldestVersion() < parts.sampler().oldestAllowed())
                        .count();
    }

    private Learned learn(List<Group> teaching, TrainingRows rows) {
        long version = parts.engine().version();
        return parts.engine()
                .update(parts.step().model(), () -> parts.learner().learn(teaching, rows, version));
    }

    private boolean isDue(int every) {
        return every > 0 && iteration % every == 0 || iteration == recipe.iterations();
    }

    private LoopState state() {
        return new LoopState(
                iteration,
                parts.engine().version(),
                parts.sampler().begun(),
                parts.curriculum().difficulties(),
                parts.curriculum().leftOut().stream().sorted().toList());
    }

    /// Writes the model as a Hugging Face folder with its tokenizer, and returns the folder.
    public Path export(DType dtype) throws IOException {
        Path target = folder.path().resolve(PretrainingRun.MODEL_FOLDER);
        try (StagedFolder staged = StagedFolder.beside(target)) {
            HuggingFaceExport.write(
                    staged.folder(),
                    parts.step().model().config(),
                    parts.step().model().weights(),
                    dtype,
                    SafetensorsFolder.DEFAULT_SHARD_BYTES);
            parts.start().tokenizer().save(staged.folder());
            TemplateFile.write(staged.folder(), parts.start().template());
            staged.carryOver(HuggingFaceExport::isOthers);
            staged.publish();
        }
        return target;
    }

    /// {@return iterations done}
    public long iteration() {
        return iteration;
    }

    /// {@return the recipe as run}
    public RlRecipe recipe() {
        return recipe;
    }

    /// {@return the report's file}
    public Path report() {
        return folder.report();
    }

    /// {@return the folders of damaged checkpoints, which were passed over}
    public List<Path> damagedCheckpoints() throws IOException {
        return folder.damagedCheckpoints();
    }

    @Override
    public void close() throws IOException {
        parts.close();
        folder.close();
    }
}
