package dev.baltoro.rl.rollout;

import dev.baltoro.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Many rollouts at once, a virtual thread for each. What they wait for (the engine, tools,
/// sandboxes) never holds the others up.
public final class RolloutPool {
    /// Most rollouts at once: each holds its conversation.
    public static final int ROLLOUTS_MAX = 1 << 16;

    private RolloutPool() {}

    /// Is given a rollout that is over.
    @FunctionalInterface
    public interface WhenOver {
        /// Takes it; it may wait for others.
        void accept(OpenRollout rollout) throws InterruptedException;
    }

    private static RuntimeException rethrown(ExecutionException e) {
        return switch (e.getCause()) {
            case EngineException failed ->
                    new EngineException(String.valueOf(failed.getMessage()), failed);
            case IllegalArgumentException refused ->
                    new IllegalArgumentException(refused.getMessage(), refused);
            case null, default -> new IllegalStateException(e.getCause());
        };
    }

    /// Lets each go on until it is over, or so much of its own time has passed.
    ///
    /// @param whenOver is given each rollout that is over now, on the rollout's own thread, while
    ///   others go on
    /// @throws EngineException if the engine failed; no rollout goes on then
    public static void advance(
            List<OpenRollout> rollouts,
            RolloutModel model,
            double temperature,
            int time,
            WhenOver whenOver)
            throws InterruptedException {
        if (rollouts.size() > ROLLOUTS_MAX) {
            throw new IllegalArgumentException(
                    "%d rollouts at once; use up to %d".formatted(rollouts.size(), ROLLOUTS_MAX));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> going = new ArrayList<>();
            for (OpenRollout rollout : rollouts) {
                going.add(
                        threads.submit(() -> {
                            boolean over = rollout.advance(model, temperature, time);
                            if (over) {
                                whenOver.accept(rollout);
                            }
                            return over;
                        }));
            }
            try {
                for (Future<Boolean> one : going) {
                    boolean unused = one.get();
                }
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw rethrown(e);
            } catch (InterruptedException e) {
                threads.shutdownNow();
                throw e;
            }
        }
    }
}
