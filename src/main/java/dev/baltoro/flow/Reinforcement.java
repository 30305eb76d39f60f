package dev.baltoro.flow;

import dev.baltoro.rl.gym.standard.Gyms;
import dev.baltoro.rl.loop.RlRun;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.train.pretrain.PretrainingRun;
import dev.baltoro.train.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// One run of reinforcement learning of a flow: begun, gone on with, or done already.
///
/// @param gyms all that a recipe may name
record Reinforcement(Gyms gyms, Host host) {
    /// {@return the finished model's folder}
    ///
    /// @param run the run's folder
    /// @param recipe of a run that is begun; one that was begun goes on with its own
    Path run(Path run, RlRecipe recipe) throws IOException, InterruptedException {
        if (isDone(run)) {
            return run.resolve(PretrainingRun.MODEL_FOLDER);
        }
        try (RlRun training =
                isBegun(run)
                        ? RlRun.resume(run, gyms.all(), Optional.empty())
                        : RlRun.start(run, recipe, gyms.all(), Optional.empty())) {
            return host.train(training);
        }
    }

    /// {@return whether a training run has written its model}
    static boolean isDone(Path run) {
        return Files.isDirectory(run.resolve(PretrainingRun.MODEL_FOLDER));
    }

    /// {@return whether there is a training run}
    static boolean isBegun(Path run) {
        return Files.exists(run.resolve(RunFolder.RECIPE));
    }
}
