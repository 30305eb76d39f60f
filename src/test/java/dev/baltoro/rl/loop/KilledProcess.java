package dev.baltoro.rl.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.ChildJvm;
import dev.baltoro.rl.recipe.RlRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Runs [HeldRl] in a process of its own, and kills it in the middle of its rollouts.
final class KilledProcess {
    private static final long START_SECONDS_MAX = 180;

    private KilledProcess() {}

    /// Whether a run has come far enough.
    @FunctionalInterface
    interface Enough {
        /// {@return whether it has}
        boolean isReached() throws IOException;
    }

    /// Returns once the process is dead.
    ///
    /// @param folder of the process's own files
    /// @param run the folder that it trains in
    /// @param enough what has to be seen, besides that the process holds, before it is killed
    static void of(Path folder, RlRecipe recipe, Path run, Enough enough)
            throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("recipe.yaml"), recipe.toYaml());
        Path log = folder.resolve("child.log");
        Path held = folder.resolve("held");
        Process child =
                new ProcessBuilder(
                                ChildJvm.command(
                                        HeldRl.class,
                                        file.toString(),
                                        run.toString(),
                                        held.toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
            while (child.isAlive()
                    && System.nanoTime() < end
                    && !(Files.exists(held) && enough.isReached())) {
                Thread.sleep(20);
            }
            assertThat(held).as(Files.readString(log)).exists();
            assertThat(child.isAlive()).as(Files.readString(log)).isTrue();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }
}
