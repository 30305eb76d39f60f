package dev.baltoro.train.pretrain;

import dev.baltoro.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A process that trains slowly enough to be killed in the middle.
final class ThrottledRun {
    private static final long PAUSE_NANOS = 100_000_000;

    /// It waits here for the end, however late that comes on a loaded machine.
    private static final int HOLD = 20;

    private static final int HOLD_PAUSES_MAX = 3000;

    private ThrottledRun() {}

    /// @param arguments recipe file, run folder
    public static void main(String[] arguments) throws IOException {
        Recipe recipe = Recipe.load(Path.of(arguments[0]), List.of());
        try (PretrainingRun run = TinyRun.start(Path.of(arguments[1]), recipe)) {
            boolean unused =
                    TinyRun.train(
                            run,
                            () -> {
                                int pauses = run.step() == HOLD ? HOLD_PAUSES_MAX : 1;
                                for (int i = 0; i < pauses; i++) {
                                    LockSupport.parkNanos(PAUSE_NANOS);
                                }
                                return false;
                            });
        }
    }
}
