package dev.baltoro.train.experiment;

import dev.baltoro.io.Durable;
import dev.baltoro.train.recipe.Experiment;
import dev.baltoro.train.recipe.Machine;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.run.MetricsLog;
import dev.baltoro.train.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where an experiment's runs lie: `VARIANT/seed-N`, each a run folder of its own.
///
/// @param path the experiment's folder
public record ExperimentFolder(Path path) {
    /// Written into a run's folder when its loss stopped being finite: why it has no result.
    private static final String FAILED = "failed.txt";

    /// {@return the run's folder}
    public Path of(Experiment.Run run) {
        return path.resolve(run.variant()).resolve("seed-" + run.seed());
    }

    /// {@return whether the run was begun}
    ///
    /// @throws IOException if what was begun there is another run
    boolean isBegun(Experiment.Run run) throws IOException {
        Path file = of(run).resolve(RunFolder.RECIPE);
        if (!Files.exists(file)) {
            return false;
        }
        Recipe asRun = Recipe.load(file, List.of());
        if (!run.recipe().decided(Machine.of(asRun)).equals(asRun)) {
            throw new IOException(
                    of(run)
                            + " was run with another recipe: name another folder with --out, or"
                            + " remove it");
        }
        return true;
    }

    /// {@return what the run measured so far; nothing if it was not begun}
    RunRecord read(Experiment.Run run) throws IOException {
        return isBegun(run)
                ? RunRecord.read(run, of(run).resolve(MetricsLog.FILE))
                : RunRecord.empty(run);
    }

    /// {@return why the run has no result, where it failed}
    Optional<String> failure(Experiment.Run run) throws IOException {
        Path file = of(run).resolve(FAILED);
        return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }

    void fail(Experiment.Run run, String why) throws IOException {
        Durable.replace(of(run).resolve(FAILED), why + "\n");
    }

    /// {@return the records of all runs with a result, in the experiment's order}
    List<RunRecord> finished(List<Experiment.Run> runs) throws IOException {
        List<RunRecord> records = new ArrayList<>();
        for (Experiment.Run run : runs) {
            RunRecord record = read(run);
            if (record.isFinished()) {
                records.add(record);
            }
        }
        return records;
    }
}
