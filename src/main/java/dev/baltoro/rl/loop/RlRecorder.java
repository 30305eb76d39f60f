package dev.baltoro.rl.loop;

import dev.baltoro.rl.evaluation.OutcomeFiles;
import dev.baltoro.rl.evaluation.TaskOutcome;
import dev.baltoro.rl.loop.Learner.Learned;
import dev.baltoro.rl.recipe.ObjectiveSettings.Ptx;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.rl.reward.CriticPairs.Accuracy;
import dev.baltoro.rl.rollout.KeptRollouts;
import dev.baltoro.rl.rollout.RolloutJson;
import dev.baltoro.stats.Wilson;
import dev.baltoro.train.run.Checkpoint;
import dev.baltoro.train.run.Metric;
import dev.baltoro.train.run.MetricsLog;
import dev.baltoro.train.run.Report;
import dev.baltoro.train.run.RolloutMetric;
import dev.baltoro.train.run.RolloutMetric.Iteration;
import dev.baltoro.train.run.RolloutMetric.Measured;
import dev.baltoro.train.run.RunFolder;
import dev.baltoro.train.step.StepMetric;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/// Records what the loop does: metrics, rollouts for reading, alarms, the report, checkpoints.
final class RlRecorder {
    private final RunFolder<RlRecipe> folder;
    private final RlRecipe recipe;
    private final MetricsLog metrics;
    private final RlParts parts;
    private final RolloutStart starts;
    private final Consumer<String> told;
    private final KeptRollouts rollouts;
    private final Alarms alarms;
    private final OutcomeFiles heldOut;
    private final Map<String, Double> unigramEntropy;
    private long nextReport = System.nanoTime();
    private long saved = -1;

    /// Drawn at the first measurement.
    private Optional<HeldOutTasks> tasks = Optional.empty();

    RlRecorder(
            RunFolder<RlRecipe> folder,
            MetricsLog metrics,
            RlParts parts,
            RolloutStart starts,
            Consumer<String> told)
            throws IOException {
        this.folder = folder;
        this.recipe = folder.plan();
        this.metrics = metrics;
        this.parts = parts;
        this.starts = starts;
        this.told = told;
        this.rollouts = KeptRollouts.of(folder.path());
        rollouts.dropAfter(parts.state().iteration());
        this.heldOut = OutcomeFiles.of(folder.path());
        heldOut.dropAfter(parts.state().iteration());
        this.alarms = new Alarms(recipe.guards(), recipe.precision(), recipe.updates().keepsKeys());
        this.unigramEntropy = parts.text().map(TextBeside::unigramEntropy).orElse(Map.of());
    }

    /// Measures the domains' base rates, and leaves out what cannot be learned in.
    void baseRates(long seed) throws IOException, InterruptedException {
        if (recipe.guards().baseRatePrompts() > 0) {
            BaseRates rates = new BaseRates(recipe, parts.curriculum(), starts, parts.engine());
            List<String> lines = new ArrayList<>();
            SortedSet<String> partial = new TreeSet<>();
            List<Measured> measured =
                    rates.measure(
                            seed,
                            lines::add,
                            attempts -> {
                                attempts.forEach(one ->
                                        one.verdict()
                                                .ifPresent(it ->
                                                        partial.addAll(it.partial().keySet())));
                                parts.critic().ifPresent(it -> it.holdOutOne(attempts));
                            });
            for (String line : lines) {
                event(0, line);
            }
            for (String name : recipe.reward().partial().keySet()) {
                if (!measured.isEmpty() && !partial.contains(name)) {
                    event(0, paysNothing(name, partial));
                }
            }
            metrics.write(new RolloutMetric.Success(0, "base rate", measured));
        }
        event(0, text());
    }

    private static String paysNothing(String name, SortedSet<String> partial) {
        return "reward.partial.%s pays nothing: no attempt so far had credit of this name; there is %s"
                .formatted(name, partial.isEmpty() ? "none" : String.join(", ", partial));
    }

    /// {@return what text is beside the rollouts, in a line}
    private String text() {
        Ptx ptx = recipe.objective().ptx();
        if (ptx.shards().isEmpty()) {
            return "forgetting is not measured: there is no text in objective.ptx.shards";
        }
        return ptx.weight() > 0
                ? "text beside the rollouts: " + ptx.shards().get()
                : "forgetting is measured in " + ptx.shards().get() + ", which is not trained on";
    }

    /// Measures success on held-out tasks, and the loss of held-out text.
    void evaluate(long iteration) throws IOException, InterruptedException {
        List<TaskOutcome> outcomes = heldOutTasks().measure(iteration);
        heldOut.write(iteration, outcomes);
        List<Measured> measured = HeldOutFigures.of(outcomes);
        metrics.write(new RolloutMetric.Success(iteration, "held out", measured));
        measured.forEach(one -> told.accept(HeldOutFigures.line(one)));
        if (parts.critic().isPresent()) {
            measureCritic(iteration, parts.critic().get());
            parts.engine().judged().line().ifPresent(told);
        }
        if (parts.text().isPresent()) {
            Map<String, Double> losses = parts.text().get().heldOut(parts.step());
            metrics.write(new Metric.HeldOut(iteration, losses, unigramEntropy));
            StringJoiner line = new StringJoiner(", ", "held-out text: ", " nats a token");
            losses.forEach((domain, loss) ->
                    line.add(String.format(Locale.ROOT, "%s %.3f", domain, loss)));
            told.accept(line.toString());
        }
        metrics.sync();
        folder.draw(Report.Status.RUNNING);
    }

    private HeldOutTasks heldOutTasks() throws InterruptedException {
        if (tasks.isEmpty()) {
            tasks =
                    Optional.of(
                            HeldOutTasks.of(
                                    recipe.evaluation(),
                                    parts.curriculum(),
                                    starts,
                                    parts.engine()));
        }
        return tasks.get();
    }

    private void measureCritic(long iteration, CriticRefinement critic)
            throws IOException, InterruptedException {
        Optional<Accuracy> measured = critic.measure();
        if (measured.isEmpty()) {
            told.accept(
                    "the critic is not measured yet: no pair of a success and a failure is held out");
            return;
        }
        Accuracy accuracy = measured.get();
        metrics.write(new RolloutMetric.Critic(iteration, accuracy.right(), accuracy.of()));
        told.accept(
                "critic, on held-out pairs: %s (chance 50 %%)"
                        .formatted(Wilson.of(accuracy.right(), Math.max(1, accuracy.of()))));
    }

    /// Records an iteration.
    ///
    /// @param number from 1
    /// @param raised difficulties that have risen, a line each
    void iteration(IterationFigures figures, long number, List<String> raised) throws IOException {
        Iteration iteration = figures.metric(number);
        int trainedTokens = figures.lesson().rows().chosenTokens();
        if (figures.learned().isPresent()) {
            Learned learned = figures.learned().get();
            parts.step().state().addSeconds(figures.totalSeconds());
            metrics.write(step(number, learned, trainedTokens / figures.totalSeconds()));
        }
        metrics.write(iteration);
        rollouts.keep(number, forReading(figures.sampled().groups()));
        told.accept(new IterationLine(iteration, recipe.iterations()).toString());
        for (String line : raised) {
            event(number, line);
        }
        for (RolloutMetric.Alarm alarm : alarms.of(iteration)) {
            metrics.write(alarm);
            told.accept("alarm, " + alarm.name() + ": " + alarm.text());
        }
        if (System.nanoTime() >= nextReport) {
            metrics.sync();
            folder.draw(Report.Status.RUNNING);
            nextReport = System.nanoTime() + recipe.reportEverySeconds() * 1_000_000_000L;
        }
    }

    /// {@return the first rollout of some groups, spread over the iteration's}
    private List<ObjectNode> forReading(List<Group> groups) {
        int count = Math.min(recipe.transcripts(), groups.size());
        return IntStream.range(0, count)
                .mapToObj(i -> groups.get(i * groups.size() / count))
                .map(group ->
                        RolloutJson.of(
                                group.rollouts().getFirst(),
                                group.rewards().getFirst(),
                                parts.start().tokenizer()))
                .toList();
    }

    private Metric.Step step(long number, Learned learned, double tokensPerSecond) {
        return StepMetric.of(
                number, learned.result(), parts.step().state(), learned.rate(), tokensPerSecond);
    }

    /// Records something that happened.
    void event(long iteration, String text) throws IOException {
        metrics.write(new Metric.Event(iteration, text));
        told.accept(text);
    }

    /// Saves the run; once for each iteration.
    void checkpoint(LoopState state, WaitingGroups waiting) throws IOException {
        if (saved == state.iteration() || state.iteration() == 0) {
            return;
        }
        metrics.sync();
        Checkpoint unused =
                folder.publish(
                        state.iteration(),
                        target -> {
                            parts.step().state().save(target);
                            parts.start().tokenizer().save(target);
                            state.write(target);
                            RlOrigin.write(target, recipe);
                            waiting.write(target);
                            if (parts.critic().isPresent()) {
                                parts.critic().get().write(target);
                            }
                        });
        saved = state.iteration();
    }
}
