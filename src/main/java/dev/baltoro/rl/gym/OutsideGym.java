package dev.baltoro.rl.gym;

import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import java.util.List;

/// A gym whose worlds or verifiers ask outside, such as a sandbox: a run writes down what came of
/// it.
///
/// @param inner the gym itself
public record OutsideGym(Gym inner) implements Gym {
    @Override
    public boolean asksOutside() {
        return true;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public String domain() {
        return inner.domain();
    }

    @Override
    public String about() {
        return inner.about();
    }

    @Override
    public List<String> kinds(Split split) {
        return inner.kinds(split);
    }

    @Override
    public int difficultyMax() {
        return inner.difficultyMax();
    }

    @Override
    public Task task(TaskId id) {
        return inner.task(id);
    }
}
