package dev.baltoro.rl.loop;

import dev.baltoro.agent.world.Episode;
import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.rl.evaluation.TaskOutcome;
import dev.baltoro.rl.gym.Baseline;
import dev.baltoro.rl.loop.Curriculum.Entry;
import dev.baltoro.rl.recipe.EvaluationSettings;
import dev.baltoro.rl.recipe.GymUse;
import dev.baltoro.rl.rollout.OpenRollout;
import dev.baltoro.rl.rollout.RolloutId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The tasks on which success is measured, each attempted once at every temperature. They are the
/// same at every measurement, and in every run of the same gyms and settings: also those of gyms
/// that the run leaves out.
final class HeldOutTasks {
    /// Policies without skill: what the best of them reaches is chance.
    private static final List<Baseline> UNSKILLED =
            List.of(Baseline.IDLE, Baseline.RANDOM, Baseline.ASKING);

    /// Those whose answers no sandbox has to run.
    private static final List<Baseline> WITHOUT_PROGRAMS = List.of(Baseline.IDLE, Baseline.ASKING);

    private final EvaluationSettings settings;
    private final RolloutStart starts;
    private final PolicyEngine engine;
    private final List<HeldOut> tasks;

    /// One of the tasks.
    ///
    /// @param number within its gym and split
    /// @param unskilled the policies without skill that do it
    private record HeldOut(Task.Verified task, String domain, int number, List<String> unskilled) {}

    private HeldOutTasks(
            EvaluationSettings settings,
            RolloutStart starts,
            PolicyEngine engine,
            List<HeldOut> tasks) {
        this.settings = settings;
        this.starts = starts;
        this.engine = engine;
        this.tasks = tasks;
    }

    /// Draws them, and has the policies without skill attempt each.
    ///
    /// @param starts begins rollouts
    /// @param engine the policy
    static HeldOutTasks of(
            EvaluationSettings settings,
            Curriculum curriculum,
            RolloutStart starts,
            PolicyEngine engine)
            throws InterruptedException {
        List<HeldOut> tasks = new ArrayList<>();
        for (Entry entry : curriculum.all()) {
            for (Split split : settings.splits()) {
                if (!entry.gym().kinds(split).isEmpty()) {
                    for (int i = 0; i < settings.tasks(); i++) {
                        Task task = entry.gym().task(id(settings, entry.use(), split, i));
                        if (task instanceof Task.Verified verified) { // others have no success
                            tasks.add(
                                    new HeldOut(
                                            verified,
                                            entry.gym().domain(),
                                            i,
                                            unskilled(entry, verified)));
                        }
                    }
                }
            }
        }
        return new HeldOutTasks(settings, starts, engine, List.copyOf(tasks));
    }

    private static TaskId id(EvaluationSettings settings, GymUse use, Split split, int index) {
        int difficulty = use.difficulty() + index % (use.highest() - use.difficulty() + 1);
        return new TaskId(use.name(), split, settings.seed(), index, difficulty);
    }

    /// {@return the policies without skill that do a task; the random one is not tried where its
    /// attempt would cost a sandbox}
    private static List<String> unskilled(Entry entry, Task.Verified task)
            throws InterruptedException {
        List<String> done = new ArrayList<>();
        for (Baseline baseline : entry.gym().asksOutside() ? WITHOUT_PROGRAMS : UNSKILLED) {
            if (new Episode(task).play(baseline.policy(task)).reward() == 1) {
                done.add(baseline.name().toLowerCase(Locale.ROOT));
            }
        }
        return List.copyOf(done);
    }

    /// {@return what the policy does now, all tasks at once}
    ///
    /// @param iteration when it is measured
    List<TaskOutcome> measure(long iteration) throws InterruptedException {
        List<TaskOutcome> outcomes = new ArrayList<>();
        for (double temperature : settings.temperatures()) {
            List<OpenRollout> open =
                    tasks.stream().map(one -> open(iteration, one, temperature)).toList();
            engine.finish(open, temperature);
            for (int i = 0; i < tasks.size(); i++) {
                HeldOut one = tasks.get(i);
                outcomes.add(
                        TaskOutcome.of(
                                open.get(i).finished(), one.domain, temperature, one.unskilled));
            }
        }
        return outcomes;
    }

    private OpenRollout open(long iteration, HeldOut one, double temperature) {
        TaskId id = one.task.id();
        String purpose =
                "held out %d %s %s %s".formatted(iteration, id.gym(), id.split(), temperature);
        return starts.of(purpose, new RolloutId(one.number, 0), one.task, settings.seed());
    }
}
