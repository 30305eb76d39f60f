package dev.baltoro.agent.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/// The pool as those use it who have many programs, and as a journal sees it.
class SandboxPoolTest {
    private static SandboxPool open() {
        return OpenSandbox.of(Language.PYTHON, Limits.of(Language.PYTHON));
    }

    private static Program python(String source) {
        return new Program(Language.PYTHON, source, "");
    }

    @Test
    void manyCallersGetTheirOwnAnswers() throws Exception {
        try (SandboxPool sandbox = open();
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Outcome>> programs = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                Program program =
                        new Program(Language.PYTHON, "print(int(input()) ** 2)", i + "\n");
                programs.add(() -> sandbox.run(program));
            }
            List<Future<Outcome>> outcomes = callers.invokeAll(programs);
            for (int i = 0; i < outcomes.size(); i++) {
                assertThat(outcomes.get(i).get())
                        .isEqualTo(new Outcome.Finished(0, i * i + "\n", ""));
            }
        }
    }

    @Test
    void faultsOfAProgramAreItsOwnLinesAlone() throws Exception {
        try (SandboxPool sandbox = open()) {
            assertThat(sandbox.run(python("def f(x):\n    return y\nf(1)")))
                    .isEqualTo(
                            new Outcome.Finished(
                                    1,
                                    "",
                                    """
                                    Traceback (most recent call last):
                                      File "program.py", line 3, in <module>
                                      File "program.py", line 2, in f
                                    NameError: name 'y' is not defined
                                    """));
            assertThat(sandbox.run(python("def f(x:")))
                    .isInstanceOfSatisfying(
                            Outcome.Finished.class,
                            finished -> assertThat(finished.errors()).contains("SyntaxError"));
            assertThat(sandbox.run(python("raise SystemExit(5)")))
                    .isEqualTo(new Outcome.Finished(5, "", ""));
        }
    }

    @Test
    void sameProgramHasTheSameOutcome() throws Exception {
        Program sets = python("print({'a', 'b', 'c', 'd', 'e'}, hash('x'))");
        try (SandboxPool sandbox = open()) {
            Outcome first = sandbox.run(sets);
            assertThat(first).isInstanceOf(Outcome.Finished.class);
            assertThat(List.of(sandbox.run(sets), sandbox.run(sets))).containsOnly(first);
        }
    }

    @Test
    void languageThatWasNotAskedForIsUnavailable() throws Exception {
        try (SandboxPool sandbox = open()) {
            assertThat(sandbox.languages()).containsExactly(Language.PYTHON);
            assertThat(sandbox.run(new Program(Language.JAVA, "", "")))
                    .isEqualTo(new Outcome.Unavailable("JAVA was not asked for"));
        }
    }

    @Test
    void limitsArePositive() {
        assertThatThrownBy(() -> Limits.of(Language.PYTHON).withCpuSeconds(0))
                .hasMessageContaining("positive");
        assertThatThrownBy(() -> SandboxOptions.defaults().withAtOnce(0))
                .hasMessageContaining("use 1 to");
    }

    static List<Outcome> outcomes() {
        return List.of(
                new Outcome.Finished(3, "out", "err\n"),
                new Outcome.OutOfTime("a", ""),
                new Outcome.Hung("", "b"),
                new Outcome.OutOfMemory("\u00e9\ufffd", ""),
                new Outcome.TooMuchOutput("xx", "y"),
                new Outcome.Killed(11, "", ""),
                new Outcome.Unavailable("no python3"));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void outcomesGoThroughJson(Outcome outcome) {
        String json = JsonMapper.shared().writeValueAsString(outcome);
        assertThat(JsonMapper.shared().readValue(json, Outcome.class)).isEqualTo(outcome);
    }
}
