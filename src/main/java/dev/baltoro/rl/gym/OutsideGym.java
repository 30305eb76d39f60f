package dev.baltoro.rl.gym;

import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/// A gym whose worlds or verifiers ask outside, such as a sandbox: a run writes down what came of
/// it.
///
/// @param inner the gym itself
/// @param outside what is asked, for [Gym#missing]
public record OutsideGym(Gym inner, Outside outside) implements Gym {
    /// What is asked.
    @FunctionalInterface
    public interface Outside {
        /// {@return why it cannot be asked on this machine; empty if it can}
        Optional<String> missing() throws InterruptedException;
    }

    @Override
    public Optional<String> missing() {
        try {
            return outside.missing();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while " + name() + " was tried");
        }
    }

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
