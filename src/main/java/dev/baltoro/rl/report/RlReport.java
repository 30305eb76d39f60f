package dev.baltoro.rl.report;

import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.train.run.ReportBody;
import dev.baltoro.train.run.RolloutMetric.Iteration;
import dev.baltoro.train.run.RunHistory;
import dev.baltoro.train.run.Template;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the report of reinforcement learning shows: success beside its intervals and chance, what
/// happened to the policy, where the time went, and rollouts to read.
public final class RlReport {
    private RlReport() {}

    /// {@return the report's body}; see [dev.baltoro.train.run.ReportKind]
    public static ReportBody body(RlRecipe recipe, RunHistory history, Path folder)
            throws IOException {
        TranscriptViewer viewer = TranscriptViewer.of(folder, recipe.transcripts());
        Map<String, List<Plot>> plots = new Plots(recipe.guards(), history).sections();
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(
                "before_after", BeforeAfter.table(Compared.all(history)) + PairedTable.of(folder));
        parts.put("base_rates", BaseRateTable.of(recipe.guards(), history));
        parts.put("critic", CriticTable.of(history.critic()));
        parts.put("alarms", AlarmTable.of(history.alarms()));
        parts.put("transcripts", viewer.html());
        parts.put("iterations", IterationTable.of(history.iterations()));
        plots.forEach((section, all) ->
                parts.put(section, all.stream().map(Plot::html).collect(Collectors.joining())));
        return new ReportBody(
                "iteration",
                last(history).map(Iteration::iteration).orElse(0L),
                new Now(recipe, history).tiles(),
                Template.fill(Template.resource(RlReport.class, "rl.html"), parts),
                Map.of(
                        "totalSteps", recipe.iterations(),
                        "plots",
                                plots.values().stream()
                                        .flatMap(List::stream)
                                        .filter(plot -> !plot.isEmpty())
                                        .map(Plot::data)
                                        .toList(),
                        "transcripts", viewer.tokens()),
                Template.resource(RlReport.class, "rl.css"),
                Template.resource(RlReport.class, "rl.js"));
    }

    /// {@return the newest iteration}
    static Optional<Iteration> last(RunHistory history) {
        List<Iteration> all = history.iterations();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }
}
