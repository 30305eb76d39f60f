package dev.baltoro.train.run;

import java.io.IOException;
import java.nio.file.Path;

/// What a kind of run shows in its report. Everything that a model or a user wrote has to go
/// through [Html] on its way into the body.
///
/// @param <P> the recipe of what is trained
@FunctionalInterface
public interface ReportKind<P extends RunPlan> {
    /// {@return the body of a report}
    ///
    /// @param plan what the run is to do
    /// @param history its metrics so far
    /// @param folder the run's folder
    ReportBody body(P plan, RunHistory history, Path folder) throws IOException;
}
