package dev.baltoro.agent.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which Python runs programs: the path's, else GraalPy, else none.
class PythonPlacesTest {
    private static final Limits LIMITS = Limits.of(Language.PYTHON);
    private static final SandboxOptions OPTIONS = SandboxOptions.of(Language.PYTHON, LIMITS);
    @TempDir private Path folder;

    /// As `tools/graalpy.sh` leaves it, without GraalPy: it is found, and does not run.
    private Path fetched() throws Exception {
        Path fetched = folder.resolve("fetched by name");
        Files.createDirectories(fetched.resolve("home"));
        Files.createDirectories(fetched.resolve("jars"));
        return fetched;
    }

    @Test
    void pythonOfThePathIsTakenWhateverWasFetched() throws Exception {
        assumeTrue(
                Tools.find("python3", Tools.path().stream()).isPresent(),
                "python3 is not installed here");
        Interpreter found = new PythonPlaces(Tools.path(), fetched()).find(LIMITS).orElseThrow();
        assertThat(found.command().getFirst()).contains("python");
        assertThat(found.overhead()).isEqualTo(Overhead.NONE);
    }

    @Test
    void withoutPythonWhatWasFetchedIsTaken() throws Exception {
        PythonPlaces places = new PythonPlaces(List.of(folder), fetched());
        assertThatThrownBy(() -> SandboxPool.open(OPTIONS, places))
                .isInstanceOf(SandboxException.class)
                .hasMessage(
                        "PYTHON cannot be run: GraalPy in %s does not run with this JDK: run tools/graalpy.sh again",
                        fetched());
    }

    @Test
    void withoutEitherBothWaysOutAreNamed() {
        PythonPlaces places = new PythonPlaces(List.of(folder), folder.resolve("nothing"));
        assertThatThrownBy(() -> SandboxPool.open(OPTIONS, places))
                .isInstanceOf(SandboxException.class)
                .hasMessage("PYTHON cannot be run: " + PythonPlaces.INSTALL)
                .hasMessageContaining("install python3, or run tools/graalpy.sh");
    }

    @Test
    void pythonThatDoesNotRunTakesNoOtherLanguageAway() throws Exception {
        Map<Language, Limits> both = new EnumMap<>(Language.class);
        both.put(Language.PYTHON, LIMITS);
        both.put(Language.JAVA, Limits.of(Language.JAVA));
        PythonPlaces places = new PythonPlaces(List.of(), fetched());
        try (SandboxPool sandbox = SandboxPool.open(new SandboxOptions(both, 1, false), places)) {
            assertThat(sandbox.languages()).containsExactly(Language.JAVA);
            assertThat(sandbox.missing(Language.PYTHON).orElseThrow()).contains("graalpy.sh");
        } catch (SandboxException e) {
            assumeTrue(false, e.getMessage());
        }
    }

    @Test
    void whatAnInterpreterTakesForItselfIsOnTopOfWhatAProgramMayHave() {
        Limits whole = new Overhead(1L << 30, 3, 16, 32).with(new Limits(2, 60, 5, 1, 7, 8, 9));
        assertThat(whole).isEqualTo(new Limits(5, 60, 5 + (1L << 30), 17, 7, 40, 9));
    }
}
