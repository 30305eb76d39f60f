package dev.baltoro.train.experiment;

import dev.baltoro.train.pretrain.PretrainingRun;
import dev.baltoro.train.pretrain.SampleWriter;
import dev.baltoro.train.recipe.Experiment;
import dev.baltoro.train.run.ProgressLine;
import dev.baltoro.train.step.NonFiniteException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// Runs an experiment: every variant with every seed, one run after the other. Finished runs are
/// not run again and runs that were begun continue, so an experiment can be stopped at any time.
///
/// @param experiment what is asked
/// @param runs those of its runs that are wanted
/// @param folder where the runs lie
/// @param samples writes those that the recipes ask for
public record ExperimentRuns(
        Experiment experiment,
        List<Experiment.Run> runs,
        ExperimentFolder folder,
        SampleWriter samples) {

    /// What an experiment tells while it goes on.
    public interface Watcher {
        /// A run begins, or goes on.
        ///
        /// @param place the run's place among all, and the time that is left
        /// @return where its steps are shown
        ProgressLine begin(Experiment.Run run, Place place, PretrainingRun training);

        /// A run ended without a result.
        void failed(Experiment.Run run, String why);
    }

    /// A run's place in the experiment.
    ///
    /// @param number of the run, from 1
    /// @param of how many
    /// @param left time for this and all later runs, by the pace so far; negative if unknown
    public record Place(int number, int of, Duration left) {}

    /// Runs everything that is not finished.
    ///
    /// @return whether all runs are done
    public boolean run(Watcher watcher, BooleanSupplier stop) throws IOException {
        for (Experiment.Run run : runs) {
            folder.isBegun(run); // a folder of another experiment is refused before hours are spent
        }
        Pace pace = new Pace();
        for (int i = 0; i < runs.size(); i++) {
            Experiment.Run run = runs.get(i);
            if (isDone(run)) {
                continue;
            }
            if (stop.getAsBoolean()) {
                return false;
            }
            try (PretrainingRun training = open(run)) {
                Place place = new Place(i + 1, runs.size(), pace.left(training.step(), i));
                long from = training.step();
                long started = System.nanoTime();
                try (ProgressLine progress = watcher.begin(run, place, training)) {
                    if (!training.train(progress, stop)) {
                        return false;
                    }
                } catch (NonFiniteException e) {
                    String why = String.valueOf(e.getMessage());
                    folder.fail(run, why);
                    watcher.failed(run, why);
                }
                pace.add(training.step() - from, System.nanoTime() - started);
            }
        }
        return true;
    }

    private boolean isDone(Experiment.Run run) throws IOException {
        return folder.failure(run).isPresent() || folder.read(run).isFinished();
    }

    private PretrainingRun open(Experiment.Run run) throws IOException {
        return folder.isBegun(run)
                ? PretrainingRun.resume(folder.of(run), samples)
                : PretrainingRun.start(folder.of(run), run.recipe(), samples);
    }

    /// {@return the summary of what is finished; there is at least one run}
    ///
    /// @throws IOException if none is, or a file cannot be read
    public Summary summary() throws IOException {
        List<RunRecord> records = folder.finished(runs);
        if (records.isEmpty()) {
            throw new IOException(
                    "no run of " + experiment.name() + " has a result: nothing to summarise");
        }
        SortedMap<String, SortedMap<Long, String>> failed = new TreeMap<>();
        for (Experiment.Run run : runs) {
            folder.failure(run)
                    .ifPresent(why ->
                            failed.computeIfAbsent(run.variant(), _ -> new TreeMap<>())
                                    .put(run.seed(), why));
        }
        return Summary.of(experiment, runs, records, failed);
    }

    /// How long steps took in this sitting.
    private final class Pace {
        private long steps;
        private long nanos;

        void add(long moreSteps, long moreNanos) {
            steps += moreSteps;
            nanos += moreNanos;
        }

        /// {@return the time left for the `index`th run, of which `done` steps are done, and all
        /// later ones}
        Duration left(long done, int index) throws IOException {
            if (steps == 0) {
                return Duration.ofSeconds(-1);
            }
            long left = -done;
            for (Experiment.Run run : runs.subList(index, runs.size())) {
                left += isDone(run) ? 0 : run.recipe().steps();
            }
            return Duration.ofNanos((long) ((double) nanos / steps * left));
        }
    }
}
