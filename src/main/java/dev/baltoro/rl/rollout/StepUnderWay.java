package dev.baltoro.rl.rollout;

import dev.baltoro.agent.world.Step;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A step of a world that goes on while its rollout stands still: the rollout needs the result only
/// when so much time of its own has passed, and new weights do not wait for it.
///
/// The time is counted, not measured, so what is drawn by which weights does not depend on how long
/// the step takes.
final class StepUnderWay {
    private final FutureTask<Step> task;
    private final Thread thread;
    private long owed;

    /// Begins one.
    ///
    /// @param owed time until its result is needed
    StepUnderWay(Callable<Step> step, long owed) {
        this.task = new FutureTask<>(step);
        this.owed = owed;
        this.thread = Thread.ofVirtual().name("baltoro-step").start(task);
    }

    /// Lets time pass, at most what is owed.
    ///
    /// @param time that is left
    /// @return what of it is left then
    long pass(long time) {
        long passed = Math.min(time, owed);
        owed -= passed;
        return time - passed;
    }

    /// {@return time until its result is needed; 0 when it is}
    long owed() {
        return owed;
    }

    /// {@return what it gave, waiting for it}
    Step result() throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /// Waits for its end, however it comes.
    void await() throws InterruptedException {
        thread.join();
    }
}
