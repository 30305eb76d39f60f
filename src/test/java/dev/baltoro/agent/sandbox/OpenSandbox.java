package dev.baltoro.agent.sandbox;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Sandboxes of tests, and the reason where there are none.
final class OpenSandbox {
    /// How long a test waits for what has no clock of its own.
    static final int PATIENCE_SECONDS = 60;

    private OpenSandbox() {}

    /// {@return a sandbox for one language; where there is none, the test is skipped with the
    /// reason}
    static SandboxPool of(Language language, Limits limits) {
        return of(language, limits, PythonPlaces.ofThisUser());
    }

    /// {@return one for Python that runs it by GraalPy}
    static SandboxPool graalPy(Limits limits) {
        Path fetched = PythonPlaces.ofThisUser().graalPy();
        return of(Language.PYTHON, limits, new PythonPlaces(List.of(), fetched));
    }

    private static SandboxPool of(Language language, Limits limits, PythonPlaces places) {
        try {
            return SandboxPool.open(SandboxOptions.of(language, limits).withAtOnce(2), places);
        } catch (SandboxException e) {
            return abort(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
