package dev.baltoro.rl.gym;

import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import java.util.List;
import java.util.Optional;

/// An endless family of tasks. Immutable; any number of threads may share one.
///
/// A task is a pure function of its id. Held-out splits are disjoint from training by construction:
/// see [Split] and [Instances].
public interface Gym {
    /// {@return a short name of lower-case letters and hyphens, such as `calendar`}
    String name();

    /// {@return the domain that it counts towards in reports, such as `tools` or `mathematics`}
    String domain();

    /// {@return one line on what is to be done}
    String about();

    /// {@return the kinds of task that a split has; those of [Split#NEW_KIND] are in no other}
    List<String> kinds(Split split);

    /// {@return the largest difficulty; the least is 1}
    int difficultyMax();

    /// {@return whether what comes of its tasks depends on what no seed decides, such as a
    /// sandbox's clock: a run writes it down, so that a rerun reads the same}
    default boolean asksOutside() {
        return false;
    }

    /// {@return what this machine lacks for its tasks, and what to do about it; empty if nothing}
    ///
    /// May take seconds where it has to be tried.
    ///
    /// @throws java.util.concurrent.CancellationException if the calling thread is interrupted
    default Optional<String> missing() {
        return Optional.empty();
    }

    /// {@return the task of this name}
    ///
    /// @throws IllegalArgumentException if the id is another gym's or too difficult
    Task task(TaskId id);
}
