package dev.baltoro.rl.loop;

import dev.baltoro.agent.world.QuestionWorld;
import dev.baltoro.agent.world.Rubric;
import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.rl.gym.Gym;
import java.util.List;

/// A gym whose answers only a judge can tell apart.
record OpenGym() implements Gym {
    @Override
    public String name() {
        return "open";
    }

    @Override
    public String domain() {
        return "writing";
    }

    @Override
    public String about() {
        return "say something";
    }

    @Override
    public List<String> kinds(Split split) {
        return List.of("open");
    }

    @Override
    public int difficultyMax() {
        return 1;
    }

    @Override
    public Task task(TaskId id) {
        return new Task.Judged(
                id,
                "open",
                1,
                () -> QuestionWorld.of("say something"),
                new Rubric(List.of(new Rubric.Criterion("short", "It is short.", false))));
    }
}
