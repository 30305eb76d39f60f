package dev.baltoro.cli.gym;

import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.cli.terminal.TextColumns;
import dev.baltoro.rl.gym.Baseline;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.GymCheck;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `baltoro gym list`: what gyms there are.
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the gyms: domain, largest difficulty, what a random policy reaches at difficulty 1,",
            "and the kinds of task, those that only the split new-kind has last."
        },
        footer = {"", "Example:", "  baltoro gym list"})
public final class GymListCommand implements Runnable {
    private static final int CHANCE_TASKS = 200;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("gym", "domain", "difficulty", "chance", "about"));
        List<Gym> gyms;
        try (GymSandbox sandbox = new GymSandbox()) {
            gyms = GymNames.gyms(spec, List.of(), sandbox);
            for (Gym gym : gyms) {
                rows.add(
                        List.of(
                                gym.name(),
                                gym.domain(),
                                gym.difficultyMax() == 1 ? "1" : "1-" + gym.difficultyMax(),
                                chance(gym),
                                gym.about()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        TextColumns.lines(rows).forEach(out::println);
        out.println();
        List<List<String>> kinds = new ArrayList<>();
        kinds.add(List.of("gym", "kinds", "kinds that only new-kind has"));
        for (Gym gym : gyms) {
            kinds.add(
                    List.of(
                            gym.name(),
                            String.join(" ", gym.kinds(Split.TRAIN)),
                            String.join(" ", gym.kinds(Split.NEW_KIND))));
        }
        TextColumns.lines(kinds).forEach(out::println);
        out.flush();
    }

    private static String chance(Gym gym) throws InterruptedException {
        TaskId first = new TaskId(gym.name(), Split.NEW_INSTANCES, 0, 0, 1);
        if (gym.task(first) instanceof Task.Judged) {
            return "judged";
        }
        GymCheck check = new GymCheck(gym, Split.NEW_INSTANCES, 1, 0, CHANCE_TASKS);
        double share = check.play(Baseline.RANDOM).share().share();
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
