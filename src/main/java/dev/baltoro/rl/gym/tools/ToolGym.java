package dev.baltoro.rl.gym.tools;

import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.agent.world.ToolWorld;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.Instances;
import dev.baltoro.text.chat.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/// A gym of tasks in a tool world: a list of kinds, and nothing else to write.
///
/// @param trained kinds of all splits but [Split#NEW_KIND]; some of them at difficulty 1
/// @param untrained kinds of [Split#NEW_KIND] alone; none for a gym without that split
public record ToolGym(
        String name,
        String about,
        int difficultyMax,
        List<ToolKind> trained,
        List<ToolKind> untrained)
        implements Gym {
    /// How many instances are drawn at most until one belongs to the split that is asked for.
    public static final int DRAWS_MAX = 10_000;

    /// Turns over the solution's, to recover from a mistake.
    public static final int TURNS_SPARE = 2;

    /// Short, because every prompt pays for it; without one, K2's template adds a longer one.
    private static final String SYSTEM = "Use tools if needed.";

    public ToolGym {
        trained = List.copyOf(trained);
        untrained = List.copyOf(untrained);
    }

    /// {@return a gym of one difficulty; [#with] adds its kinds}
    public static ToolGym of(String name, String about) {
        return new ToolGym(name, about, 1, List.of(), List.of());
    }

    /// {@return the same with one more kind of task, which training has}
    ///
    /// @param kind its name
    /// @param draw gives an instance
    public ToolGym with(String kind, Function<Draw, Plan> draw) {
        List<ToolKind> more = new ArrayList<>(trained);
        more.add(new ToolKind(kind, 1, draw));
        return new ToolGym(name, about, difficultyMax, more, untrained);
    }

    @Override
    public String domain() {
        return "tools";
    }

    @Override
    public List<String> kinds(Split split) {
        return of(split).stream().map(ToolKind::name).toList();
    }

    private List<ToolKind> of(Split split) {
        return split == Split.NEW_KIND ? untrained : trained;
    }

    @Override
    public Task task(TaskId id) {
        if (!id.gym().equals(name) || id.difficulty() > difficultyMax) {
            throw new IllegalArgumentException(
                    "%s is not a task of %s, whose difficulty goes to %d"
                            .formatted(id, name, difficultyMax));
        }
        SplittableRandom random = id.random();
        ToolKind kind = kind(id, random);
        Draw draw = new Draw(random, id.split(), id.difficulty());
        for (int i = 0; i < DRAWS_MAX; i++) {
            Plan plan = kind.draw().apply(draw);
            if (Instances.belongs(id.split(), kind.name() + ":" + plan.instance())) {
                return task(id, kind.name(), plan);
            }
        }
        throw new IllegalStateException(
                "%s: none of %d instances of %s belongs to this split"
                        .formatted(id, DRAWS_MAX, kind.name()));
    }

    private ToolKind kind(TaskId id, SplittableRandom random) {
        List<ToolKind> kinds =
                of(id.split()).stream().filter(one -> one.easiest() <= id.difficulty()).toList();
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has no kind of task for %s at difficulty %d"
                            .formatted(name, id.split(), id.difficulty()));
        }
        int left = random.nextInt(kinds.stream().mapToInt(ToolKind::weight).sum());
        for (ToolKind kind : kinds) {
            left -= kind.weight();
            if (left < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("the weights of kinds changed");
    }

    private static Task task(TaskId id, String kind, Plan plan) {
        ToolWorld.User user = plan.told().map(ToolWorld.User::asked).orElse(ToolWorld.User.SILENT);
        List<Message> opening =
                List.of(new Message.System(SYSTEM), new Message.User(plan.request()));
        return new Task.Verified(
                id,
                kind,
                plan.solution().lines().size() + TURNS_SPARE,
                () -> new ToolWorld(plan.tools(), plan.start(), opening, user),
                new Goal(plan),
                plan::solution);
    }
}
