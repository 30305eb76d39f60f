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

/// What the report of reinforcement learning shows: success beside its intervals and chance, what
/// happened to the policy, where the time went, and rollouts to read.
public final class RlReport {
    private RlReport() {}

    /// {@return the report's body}; see [dev.baltoro.train.run.ReportKind]
    public static ReportBody body(RlRecipe recipe, RunHistory history, Path folder)
            throws IOException {
        TranscriptViewer viewer = TranscriptViewer.of(folder, recipe.transcripts());
        Curves curves = new Curves(recipe, history);
        Map<String, Object> data = new LinkedHashMap<>(curves.data());
        data.put("transcripts", viewer.tokens());
        return new ReportBody(
                "iteration",
                last(history).map(Iteration::iteration).orElse(0L),
                new Now(recipe, history).tiles(),
                Template.fill(
                        Template.resource(RlReport.class, "rl.html"),
                        Map.of(
                                "before_after", BeforeAfter.table(Compared.all(history)),
                                "base_rates", BaseRateTable.of(recipe.guards(), history),
                                "domains", curves.domainFigures(),
                                "critic", CriticTable.of(history.critic()),
                                "alarms", AlarmTable.of(history.alarms()),
                                "transcripts", viewer.html(),
                                "iterations", IterationTable.of(history.iterations()))),
                data,
                Template.resource(RlReport.class, "rl.css"),
                Template.resource(RlReport.class, "rl.js"));
    }

    /// {@return the newest iteration}
    static Optional<Iteration> last(RunHistory history) {
        List<Iteration> all = history.iterations();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }
}
