package dev.baltoro.cli.gym;

import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.TextColumns;
import dev.baltoro.rl.gym.Baseline;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.GymCheck;
import dev.baltoro.stats.Wilson;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baltoro gym check`: whether tasks can be done, and what chance reaches.
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Plays tasks of every split and difficulty: each gym's own solver has to do all of them.",
            "Beside it stands what three policies reach that know nothing, with 95 %% intervals: one that",
            "calls and says random things, one that says nothing, one that always asks back."
        },
        footer = {"", "Example:", "  baltoro gym check memory --tasks 200"})
public final class GymCheckCommand implements Runnable {
    private static final int TASKS_MAX = 1_000_000;

    /// Time between two reports of progress within a row of the table.
    private static final long PROGRESS_NANOS = 5_000_000_000L;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "GYM", description = "which gyms (default: all)")
    private List<String> gyms = List.of();

    @Option(
            names = "--tasks",
            paramLabel = "N",
            description =
                    "tasks of each split, spread over the difficulties (default: ${DEFAULT-VALUE})")
    private int tasks = 1000;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "of the tasks (default: ${DEFAULT-VALUE})")
    private long seed;

    @Override
    public void run() {
        if (tasks < 1 || tasks > TASKS_MAX) {
            throw new ParameterException(
                    spec.commandLine(), "--tasks is %d; use 1 to %,d".formatted(tasks, TASKS_MAX));
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("gym", "split", "difficulty", "solver", "random", "idle", "asking"));
        List<String> problems = new ArrayList<>();
        try (GymSandbox sandbox = new GymSandbox()) {
            List<Gym> chosen = GymNames.gyms(spec, gyms, sandbox);
            for (Gym gym : chosen) {
                check(gym, rows, problems);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        TextColumns.lines(rows).forEach(out::println);
        out.flush();
        if (!problems.isEmpty()) {
            throw new Failure(String.join("\n", problems));
        }
    }

    private void check(Gym gym, List<List<String>> rows, List<String> problems)
            throws InterruptedException {
        for (Split split : Split.values()) {
            if (gym.kinds(split).isEmpty()) {
                continue;
            }
            TaskId first = new TaskId(gym.name(), split, seed, 0, 1);
            if (gym.task(first) instanceof Task.Judged) {
                rows.add(List.of(gym.name(), GymNames.of(split), "", "judged by a model"));
                continue;
            }
            int each = Math.ceilDiv(tasks, gym.difficultyMax());
            for (int difficulty = 1; difficulty <= gym.difficultyMax(); difficulty++) {
                GymCheck check = new GymCheck(gym, split, difficulty, seed, each);
                List<String> row = new ArrayList<>();
                row.add(gym.name());
                row.add(GymNames.of(split));
                row.add(Integer.toString(difficulty));
                for (Baseline baseline : Baseline.values()) {
                    GymCheck.Result result = play(check, baseline);
                    row.add(share(result.share()));
                    if (baseline == Baseline.SOLVER && result.successes() < result.tasks()) {
                        problems.add(
                                "%s: the solver failed %s"
                                        .formatted(gym.name(), result.failures().getFirst()));
                    }
                }
                rows.add(row);
                progress(check, "%,d tasks done".formatted(each));
            }
        }
    }

    private GymCheck.Result play(GymCheck check, Baseline baseline) throws InterruptedException {
        AtomicLong spoke = new AtomicLong(System.nanoTime());
        return check.play(
                baseline::policy,
                played -> {
                    long now = System.nanoTime();
                    long last = spoke.get();
                    if (now - last > PROGRESS_NANOS && spoke.compareAndSet(last, now)) {
                        progress(
                                check,
                                "%s, %,d of %,d tasks"
                                        .formatted(baseline.label(), played, check.tasks()));
                    }
                });
    }

    private void progress(GymCheck check, String what) {
        spec.commandLine()
                .getErr()
                .printf(
                        "%s %s %d: %s%n",
                        check.gym().name(), GymNames.of(check.split()), check.difficulty(), what);
    }

    private static String share(Wilson share) {
        return share.successes() == share.trials()
                ? "100 %"
                : String.format(
                        Locale.ROOT,
                        "%.1f %% [%.1f, %.1f]",
                        100 * share.share(),
                        100 * share.low(),
                        100 * share.high());
    }
}
