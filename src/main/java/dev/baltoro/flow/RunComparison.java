package dev.baltoro.flow;

import dev.baltoro.rl.evaluation.Comparison;
import dev.baltoro.rl.evaluation.Comparison.Arm;
import dev.baltoro.rl.evaluation.ComparisonText;
import dev.baltoro.rl.evaluation.OutcomeFiles;
import dev.baltoro.rl.evaluation.TrainingSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs of reinforcement learning that began with the same model, side by side in Markdown: what
/// each does on the same held-out tasks, beside the model before, and how each went.
public final class RunComparison {
    private RunComparison() {}

    /// {@return its lines}
    ///
    /// @param places the runs' folders, or flows', whose reinforcement learning is meant; the first
    ///   one's first measurement is what the others are compared with
    /// @throws IOException if a run has not been measured
    public static List<String> lines(List<Path> places) throws IOException {
        List<Arm> arms = new ArrayList<>();
        List<TrainingSummary> summaries = new ArrayList<>();
        for (Path place : places) {
            Path run =
                    Files.isDirectory(place.resolve(AgentFlow.RL))
                            ? place.resolve(AgentFlow.RL)
                            : place;
            OutcomeFiles files = OutcomeFiles.of(run);
            List<Long> measured = files.iterations();
            if (measured.isEmpty()) {
                throw new IOException(
                        "%s has no measurement on held-out tasks: let it train to its end"
                                .formatted(run));
            }
            boolean trained = measured.getLast() > 0;
            if (arms.isEmpty() && trained) {
                arms.add(new Arm("SFT", files.read(measured.getFirst())));
            }
            arms.add(new Arm(name(place), files.read(measured.getLast())));
            if (trained) {
                summaries.add(TrainingSummary.of(name(place), run));
            }
        }
        if (arms.size() < 2) {
            throw new IOException(
                    "%s was only measured: name the run that it is compared with as well"
                            .formatted(places.getFirst()));
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                "Held-out tasks, each attempted once; 95 %% intervals by Wilson; p by McNemar's exact test against %s on the same tasks."
                        .formatted(arms.getFirst().name()));
        lines.add("");
        lines.addAll(ComparisonText.underEachOther(Comparison.of(arms)).markdown());
        if (!summaries.isEmpty()) {
            lines.add("");
            lines.add("Training, first tenth of the iterations -> last tenth.");
            lines.add("");
            lines.addAll(TrainingSummary.grid(summaries).markdown());
        }
        return lines;
    }

    /// {@return what a run is called: its folder, or its flow's}
    private static String name(Path place) {
        Path whole = place.toAbsolutePath().normalize();
        Path last = whole.endsWith(AgentFlow.RL) ? whole.getParent() : whole;
        return String.valueOf((last == null ? whole : last).getFileName());
    }
}
