package dev.baltoro.agent.world;

import java.util.function.Supplier;

/// Something to do in a world.
///
/// A task has a verifier or a rubric, never both: K2's authors judge by a model only what cannot be
/// verified.
public sealed interface Task {
    /// {@return its name}
    TaskId id();

    /// {@return the kind of task within its gym}
    String kind();

    /// {@return most turns of the model}
    int turnsMax();

    /// {@return a new world to do it in; each call gives another one}
    World world();

    /// A task whose success is checked by machine.
    ///
    /// @param worlds gives a new world each time
    /// @param solver gives a policy that does the task; each call gives another one
    record Verified(
            TaskId id,
            String kind,
            int turnsMax,
            Supplier<World> worlds,
            Verifier verifier,
            Supplier<Policy> solver)
            implements Task {
        @Override
        public World world() {
            return worlds.get();
        }
    }

    /// A task whose answer a model judges.
    ///
    /// @param worlds gives a new world each time
    /// @param rubric of this task; the judge's core rubrics come on top
    record Judged(TaskId id, String kind, int turnsMax, Supplier<World> worlds, Rubric rubric)
            implements Task {
        @Override
        public World world() {
            return worlds.get();
        }
    }
}
