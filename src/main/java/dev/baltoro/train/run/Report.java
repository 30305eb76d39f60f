package dev.baltoro.train.run;

import dev.baltoro.io.Durable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// The HTML report of a run: one file that needs no other and no host, drawn from the run folder.
public final class Report {
    static final String FILE = "report.html";
    static final String ENVIRONMENT = "environment.json";

    private static final String CURVES = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    private Report() {}

    /// How the run stands.
    public enum Status {
        /// Training goes on; the page asks for itself again now and then.
        RUNNING,
        /// All steps are done.
        FINISHED,
        /// Training ended before its last step and can be resumed.
        STOPPED
    }

    /// Draws `report.html` from the folder's recipe and environment and its metrics so far, in one
    /// atomic step: a reader sees the old page or the new one.
    static void draw(Path runFolder, RunPlan plan, RunHistory history, Status status)
            throws IOException {
        Environment environment = Environment.read(runFolder.resolve(ENVIRONMENT));
        String page = page(plan, history, environment, status);
        Durable.replace(runFolder.resolve(FILE), page.getBytes(StandardCharsets.UTF_8));
    }

    private static String page(
            RunPlan plan, RunHistory history, Environment environment, Status status)
            throws IOException {
        ReportText text = new ReportText(plan, history, status);
        String refresh =
                status == Status.RUNNING
                        ? "<meta http-equiv=\"refresh\" content=\""
                                + Math.max(5, plan.reportEverySeconds())
                                + "\">"
                        : "";
        return Template.fill(
                resource("report.html"),
                Map.ofEntries(
                        Map.entry("refresh", refresh),
                        Map.entry("name", Html.escape(plan.name())),
                        Map.entry("model", Html.escape(text.model(environment))),
                        Map.entry("status", text.progress()),
                        Map.entry("tiles", text.tiles()),
                        Map.entry("samples", text.samples()),
                        Map.entry("events", text.events()),
                        Map.entry("recipe", Html.escape(plan.toYaml())),
                        Map.entry("environment", ReportText.facts(environment)),
                        Map.entry("data", Html.json(ReportData.of(plan, history))),
                        Map.entry("curves_css", resource(CURVES + "uPlot.min.css")),
                        Map.entry("curves_js", resource(CURVES + "uPlot.iife.min.js")),
                        Map.entry("css", resource("report.css")),
                        Map.entry("js", resource("report.js"))));
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = Report.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IOException(
                        "the program was packed without " + name + ": build it again");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
