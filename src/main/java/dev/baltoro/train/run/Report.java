package dev.baltoro.train.run;

import dev.baltoro.io.Durable;
import java.io.IOException;
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
    static <P extends RunPlan> void draw(
            Path runFolder, P plan, ReportKind<? super P> kind, RunHistory history, Status status)
            throws IOException {
        ReportBody body = kind.body(plan, history, runFolder);
        ReportHead head = new ReportHead(plan, body.unit(), body.done(), status);
        Environment environment = Environment.read(runFolder.resolve(ENVIRONMENT));
        String page =
                Template.fill(
                        Template.resource(Report.class, "report.html"),
                        Map.ofEntries(
                                Map.entry("unit", Html.escape(body.unit())),
                                Map.entry("seconds", Integer.toString(head.seconds())),
                                Map.entry("refresh", head.refresh()),
                                Map.entry("name", Html.escape(plan.name())),
                                Map.entry("model", Html.escape(head.model(environment))),
                                Map.entry("status", head.progress()),
                                Map.entry("tiles", body.tiles()),
                                Map.entry("sections", body.sections()),
                                Map.entry("events", head.events(history)),
                                Map.entry("recipe", Html.escape(plan.toYaml())),
                                Map.entry("environment", ReportHead.facts(environment)),
                                Map.entry("data", Html.json(body.data())),
                                Map.entry("curves_css", curves("uPlot.min.css")),
                                Map.entry("curves_js", curves("uPlot.iife.min.js")),
                                Map.entry(
                                        "css",
                                        Template.resource(Report.class, "report.css")
                                                + body.style()),
                                Map.entry("js", Template.resource(Report.class, "report.js")),
                                Map.entry("script", body.script())));
        Durable.replace(runFolder.resolve(FILE), page.getBytes(StandardCharsets.UTF_8));
    }

    private static String curves(String file) throws IOException {
        return Template.resource(Report.class, CURVES + file);
    }
}
