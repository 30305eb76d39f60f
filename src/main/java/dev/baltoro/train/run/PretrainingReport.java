package dev.baltoro.train.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// The report of runs that learn from text: losses, attention logits, experts, and what the model
/// writes.
final class PretrainingReport {
    private PretrainingReport() {}

    static ReportBody body(RunPlan plan, RunHistory history, Path folder) throws IOException {
        ReportText text = new ReportText(plan, history);
        return new ReportBody(
                "step",
                history.lastStep().map(Metric.Step::step).orElse(0L),
                text.tiles(),
                Template.fill(
                        Template.resource(PretrainingReport.class, "pretraining.html"),
                        Map.of("samples", text.samples())),
                ReportData.of(plan, history),
                "",
                Template.resource(PretrainingReport.class, "pretraining.js"));
    }
}
