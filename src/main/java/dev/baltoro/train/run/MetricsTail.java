package dev.baltoro.train.run;

import java.io.IOException;
import java.nio.file.Path;

/// The history of a run whose metrics still grow: each line is read once, however often the report
/// is drawn.
final class MetricsTail {
    private final Path file;
    private final RunHistory history = RunHistory.empty();
    private long end;
    private long lines;

    MetricsTail(Path file) {
        this.file = file;
    }

    /// Reads what was appended since the last call and returns all there is.
    RunHistory read() throws IOException {
        end =
                MetricsLog.read(
                        file,
                        end,
                        metric -> {
                            history.add(metric);
                            lines++;
                        });
        return history;
    }

    /// {@return lines read so far}
    long lines() {
        return lines;
    }
}
