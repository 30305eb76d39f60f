package dev.baltoro.rl.loop;

import dev.baltoro.agent.journal.Journal;
import dev.baltoro.io.StagedFolder;
import dev.baltoro.model.checkpoint.HuggingFaceExport;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.loop.GroupSampler.Sampled;
import dev.baltoro.rl.loop.Learner.Learned;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.rl.recipe.UpdateSettings;
import dev.baltoro.rl.report.RlReport;
import dev.baltoro.rl.reward.GroupJudge;
import dev.baltoro.rl.reward.Rewards;
import dev.baltoro.rl.rollout.OutsideOutcomes;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.safetensors.SafetensorsFolder;
import dev.baltoro.text.template.TemplateFile;
import dev.baltoro.train.pretrain.PretrainingRun;
import dev.baltoro.train.recipe.Machine;
import dev.baltoro.train.recipe.RecipeException;
import dev.baltoro.train.run.Checkpoint;
import dev.baltoro.train.run.Environment;
import dev.baltoro.train.run.MetricsLog;
import dev.baltoro.train.run.Report;
import dev.baltoro.train.run.RunFolder;
import dev.baltoro.train.step.NonFiniteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// A run of reinforcement learning in its folder (K2 report §3.2): roll out, learn, hand the
/// weights over, again.
public final class RlRun implements AutoCloseable {
    private static final String JOURNAL = "journal.jsonl";

    private final RunFolder<RlRecipe> folder;
    private final RlRecipe recipe;
    private final RlParts parts;
    private final Journal journal;
    private final RolloutStart starts;
    private final GroupSampler sampler;

    /// What was changed by hand since the checkpoint that it goes on from, a line each.
    private final List<String> changes;

    /// Groups that are over and are learned from in the next iteration: in flight, those of the
    /// last.
    private List<Group> pending = new ArrayList<>();

    private long iteration;

    /// Whether it refused to begin, so that a changed recipe begins in the same folder.
    private boolean refused;

    private RlRun(
            RunFolder<RlRecipe> folder,
            RlParts parts,
            Optional<GroupJudge> judge,
            List<String> changes)
            throws IOException {
        this.folder = folder;
        this.changes = changes;
        this.recipe = folder.plan();
        this.parts = parts;
        this.iteration = parts.state().iteration();
        this.journal = Journal.open(folder.path().resolve(JOURNAL));
        this.starts =
                new RolloutStart(
                        recipe,
                        parts.start().encoder(),
                        parts.contextTokens(),
                        parts.curriculum(),
                        new OutsideOutcomes(journal));
        Seed seed = new Seed(recipe.seed());
        this.sampler =
                new GroupSampler(
                        recipe,
                        parts.curriculum(),
                        starts,
                        parts.engine(),
                        new Rewards(
                                recipe.reward(),
                                judge.or(() ->
                                                Judges.of(
                                                        recipe.reward().judge(),
                                                        parts.engine(),
                                                        journal,
                                                        parts.closing()))
                                        .map(it -> new JournalledJudge(it, journal)),
                                seed.derive("coins").value()),
                        seed.derive("rollouts").value(),
                        parts.state().groupsBegun());
    }

    /// {@return a new run in `path`}
    ///
    /// @param gyms all that a recipe may name
    /// @param judge of tasks with a rubric; without one the recipe's
    public static RlRun start(
            Path path, RlRecipe written, Collection<Gym> gyms, Optional<GroupJudge> judge)
            throws IOException {
        RlRecipe recipe = written.decided(Machine.here());
        return start(path, recipe, gyms, judge, recipe.workers());
    }

    /// @param cores that engine and trainer lend each other; the same bytes come of any number
    static RlRun start(
            Path path,
            RlRecipe decided,
            Collection<Gym> gyms,
            Optional<GroupJudge> judge,
            int cores)
            throws IOException {
        RunFolder.requireNone(path);
        RlRecipe recipe = withText(decided);
        RlParts parts = RlParts.open(recipe, gyms, Optional.empty(), cores);
        RunFolder<RlRecipe> folder;
        try {
            parts.curriculum().requireJudge(judge.isPresent() || recipe.reward().judge().isSet());
            folder = RunFolder.create(path, recipe, RlReport::body);
        } catch (IOException | RuntimeException e) {
            parts.close();
            throw e;
        }
        return begin(folder, parts, judge, Optional.empty());
    }

    /// {@return a recipe with the text that its model was pretrained on, where it names none and
    /// this can be found}
    private static RlRecipe withText(RlRecipe recipe) throws IOException {
        return recipe.objective().ptx().shards().isPresent()
                ? recipe
                : PretrainedOn.shards(recipe.model()).map(recipe::withText).orElse(recipe);
    }

    /// {@return the run in `path`, going on from its newest checkpoint}
    ///
    /// @param gyms all that a recipe may name
    /// @param judge of tasks with a rubric; without one the recipe's
    public static RlRun resume(Path path, Collection<Gym> gyms, Optional<GroupJudge> judge)
            throws IOException {
        RunFolder<RlRecipe> folder =
                RunFolder.resume(path, file -> RlRecipe.load(file, List.of()), RlReport::body);
        RlParts parts;
        List<String> changes;
        try {
            ModelOrigin.require(path, folder.plan());
            Optional<Checkpoint> from = folder.latest();
            changes = from.isPresent() ? RlOrigin.changes(from.get(), folder.plan()) : List.of();
            parts = RlParts.open(folder.plan(), gyms, from);
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
        return begin(folder, parts, judge, Optional.of(changes));
    }

    /// @param changes of a run that goes on; none of a new one, whose folder was made for it and is
    ///   empty again if this fails
    private static RlRun begin(
            RunFolder<RlRecipe> folder,
            RlParts parts,
            Optional<GroupJudge> judge,
            Optional<List<String>> changes)
            throws IOException {
        try {
            folder.describe(environment(folder.plan()));
            if (changes.isEmpty()) {
                ModelOrigin.write(folder.path(), folder.plan());
            }
            return new RlRun(folder, parts, judge, changes.orElse(List.of()));
        } catch (IOException | RuntimeException e) {
            parts.close();
            if (changes.isEmpty()) {
                forget(folder);
            }
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
    /// saved and the report drawn. A run that refuses to begin is gone from its folder once it is
    /// closed.
    ///
    /// @param told lines for people
    /// @return whether all iterations are done
    /// @throws RecipeException if it cannot begin with this recipe
    public boolean train(Consumer<String> told, BooleanSupplier stop)
            throws IOException, InterruptedException {
        try (MetricsLog metrics = folder.metricsAfter(iteration)) {
            RlRecorder recorder = new RlRecorder(folder, metrics, parts, starts, told);
            changes.forEach(told);
            try {
                takeOver();
                loop(recorder, stop);
            } catch (RecipeException e) {
                refused = iteration == 0;
                throw e;
            } catch (NonFiniteException e) {
                recorder.event(iteration, String.valueOf(e.getMessage()));
                folder.draw(Report.Status.STOPPED);
                throw e;
            }
            boolean finished = iteration == recipe.iterations();
            checkpoint(recorder);
            folder.draw(finished ? Report.Status.FINISHED : Report.Status.STOPPED);
            return finished;
        }
    }

    /// Goes on with what was under way when the checkpoint was written.
    private void takeOver() throws InterruptedException {
        sampler.resume(parts.waiting().underWay());
        for (WaitingGroups.Waiting group : parts.waiting().over()) {
            pending.add(sampler.over(group));
        }
    }

    /// The report's loop: rollouts, rewards, a step on what they teach, and the new weights are the
    /// engine's.
    private void loop(RlRecorder recorder, BooleanSupplier stop)
            throws IOException, InterruptedException {
        if (iteration == 0) {
            for (String note : parts.notes()) {
                recorder.event(0, note);
            }
            if (recipe.iterations() > 0) {
                recorder.baseRates(new Seed(recipe.seed()).derive("base rate").value());
            }
            recorder.evaluate(0);
        }
        while (iteration < recipe.iterations() && !stop.getAsBoolean()) {
            double temperature = recipe.rollout().temperatureAt(iteration, recipe.iterations());
            IterationFigures figures =
                    recipe.updates().mode() == UpdateSettings.Mode.IN_FLIGHT
                            ? learnWhileDrawing(temperature)
                            : drawThenLearn(temperature);
            parts.critic().ifPresent(it -> it.holdOut(figures.sampled().groups()));
            List<String> raised = parts.curriculum().learn(figures.sampled().groups());
            iteration++;
            recorder.iteration(figures, iteration, raised);
            if (isDue(recipe.evaluation().everyIterations())) {
                recorder.evaluate(iteration);
            }
            if (isDue(recipe.checkpoint().everySteps())) {
                checkpoint(recorder);
            }
        }
    }

    private IterationFigures drawThenLearn(double temperature) throws InterruptedException {
        Stopwatch watch = new Stopwatch(parts.engine(), parts.cores(), false);
        Sampled sampled = sampler.sample(temperature);
        watch.rolledOut();
        Lesson lesson = lesson(sampled.groups());
        Optional<Learned> learned =
                lesson.groups().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                parts.engine()
                                        .update(
                                                parts.step().model(),
                                                () -> learn(lesson, () -> {})));
        return watch.figures(temperature, sampled, lesson, learned);
    }

    /// The step on the last iteration's groups is computed while the next tokens are drawn. Weights
    /// change when every rollout has come to the end of its time, whatever came first.
    private IterationFigures learnWhileDrawing(double temperature) throws InterruptedException {
        Stopwatch watch = new Stopwatch(parts.engine(), parts.cores(), true);
        Lesson lesson = lesson(pending);
        try (Drawing drawing = new Drawing(() -> sampler.sample(temperature))) {
            Optional<Learned> learned =
                    lesson.groups().isEmpty()
                            ? Optional.empty()
                            : Optional.of(learn(lesson, drawing::await));
            Sampled sampled = drawing.result();
            watch.rolledOut();
            if (learned.isPresent()) {
                parts.engine().swap(parts.step().model());
            }
            pending = new ArrayList<>(sampled.groups());
            return watch.figures(temperature, sampled, lesson, learned);
        }
    }

    /// {@return what of some groups can be learned from, without what is too old in them}
    private Lesson lesson(List<Group> groups) {
        List<Group> teaching =
                groups.stream()
                        .filter(sampler::teaches)
                        .map(group -> group.usable(sampler.oldestAllowed()))
                        .toList();
        int stale =
                (int)
                        groups.stream()
                                .flatMap(group -> group.rollouts().stream())
                                .filter(one -> one.tokens().sampledCount() > 0)
                                .filter(one ->
                                        one.tokens().oldestVersion() < sampler.oldestAllowed())
                                .count();
        return new Lesson(teaching, parts.rows(teaching, groups, iteration), stale);
    }

    private Learned learn(Lesson lesson, Runnable beforeChange) {
        long version = parts.engine().version();
        return parts.learner()
                .learn(lesson.groups(), lesson.rows(), iteration + 1, version, beforeChange);
    }

    private boolean isDue(int every) {
        return every > 0 && iteration % every == 0 || iteration == recipe.iterations();
    }

    private void checkpoint(RlRecorder recorder) throws IOException {
        LoopState state =
                new LoopState(
                        iteration,
                        parts.engine().version(),
                        sampler.begun(),
                        parts.curriculum().difficulties(),
                        parts.curriculum().success(),
                        parts.curriculum().leftOut().stream().sorted().toList());
        journal.sync();
        recorder.checkpoint(
                state,
                new WaitingGroups(
                        sampler.underWay(), pending.stream().map(Group::waiting).toList()));
        List<Checkpoint> kept = folder.checkpoints();
        if (!kept.isEmpty()) {
            int unused = journal.forget(StillAsked.after(kept.getFirst()));
        }
        parts.engine().forgetKeys(parts.step().model());
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
        try {
            sampler.awaitSteps(); // they write to the journal
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        parts.close();
        journal.close();
        if (refused) {
            forget(folder);
        }
        folder.close();
    }

    /// Removes what a run has written that never began.
    private static void forget(RunFolder<RlRecipe> folder) throws IOException {
        Files.deleteIfExists(folder.path().resolve(JOURNAL));
        Files.deleteIfExists(folder.path().resolve(ModelOrigin.FILE));
        folder.forget();
    }
}
