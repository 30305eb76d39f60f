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
    ///   one's measurement before its first step is that of all
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
            if (measured.size() < 2) {
                throw new IOException(
                        "%s has no measurement on held-out tasks before and after: let it train to its end"
                                .formatted(run));
            }
            if (arms.isEmpty()) {
                arms.add(new Arm("SFT", files.read(measured.getFirst())));
            }
            arms.add(new Arm(name(place), files.read(measured.getLast())));
            summaries.add(TrainingSummary.of(name(place), run));
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                "Held-out tasks, each attempted once; 95 % intervals by Wilson; p by McNemar's exact test against SFT on the same tasks.");
        lines.add("");
        lines.addAll(ComparisonText.underEachOther(Comparison.of(arms)).markdown());
        lines.add("");
        lines.add("Training, first tenth of the iterations -> last tenth.");
        lines.add("");
        lines.addAll(TrainingSummary.grid(summaries).markdown());
        return lines;
    }

    /// {@return what a run is called: its folder, or its flow's}
    private static String name(Path place) {
        Path whole = place.toAbsolutePath().normalize();
        Path last = whole.endsWith(AgentFlow.RL) ? whole.getParent() : whole;
        return String.valueOf((last == null ? whole : last).getFileName());
    }
}
