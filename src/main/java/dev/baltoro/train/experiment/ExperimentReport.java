package dev.baltoro.train.experiment;

import dev.baltoro.io.Durable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Writes an experiment's results: `summary.json`, `summary.md` and pictures.
public final class ExperimentReport {
    /// The table for people.
    public static final String TEXT = "summary.md";

    /// The figures for programs.
    public static final String DATA = "summary.json";

    private ExperimentReport() {}

    /// Writes the report of the runs that are finished into the experiment's folder and returns the
    /// Markdown file.
    public static Path write(ExperimentRuns runs) throws IOException {
        Path folder = runs.folder().path();
        Summary summary = runs.summary();
        List<String> pictures =
                new Pictures(runs.experiment(), runs.folder().finished(runs.runs())).draw(folder);
        Durable.replace(folder.resolve(DATA), summary.json());
        Durable.replace(folder.resolve(TEXT), SummaryText.of(summary, pictures));
        return folder.resolve(TEXT);
    }
}
