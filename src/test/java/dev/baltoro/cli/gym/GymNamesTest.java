package dev.baltoro.cli.gym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.agent.sandbox.Language;
import dev.baltoro.agent.sandbox.Outcome;
import dev.baltoro.agent.sandbox.Program;
import dev.baltoro.agent.sandbox.Sandbox;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.rl.gym.Gym;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class GymNamesTest {
    private static final String WHY = "PYTHON cannot be run: install python3";

    /// A machine without Python.
    private static final Sandbox JAVA_ONLY =
            new Sandbox() {
                @Override
                public Set<Language> languages() {
                    return Set.of(Language.values());
                }

                @Override
                public Optional<String> missing(Language language) {
                    return language == Language.JAVA ? Optional.empty() : Optional.of(WHY);
                }

                @Override
                public Outcome run(Program program) {
                    return new Outcome.Unavailable(WHY);
                }
            };

    private final StringWriter err = new StringWriter();
    private final CommandSpec spec =
            new CommandLine(CommandSpec.create())
                    .setErr(new PrintWriter(err, true))
                    .getCommandSpec();

    @Test
    void gymsWhoseTasksCannotBeDoneHereAreLeftOutAndSaid() {
        List<String> names =
                GymNames.gyms(spec, List.of(), JAVA_ONLY).stream().map(Gym::name).toList();
        assertThat(names).contains("java-functions", "memory").doesNotContain("python-functions");
        assertThat(err.toString().strip()).isEqualTo("python-functions is left out: " + WHY);
    }

    @Test
    void oneThatWasNamedFailsInOneLine() {
        assertThatThrownBy(() -> GymNames.gyms(spec, List.of("python-functions"), JAVA_ONLY))
                .isInstanceOf(Failure.class)
                .hasMessage("the tasks of python-functions cannot be done here: " + WHY);
        assertThat(GymNames.gyms(spec, List.of("memory"), JAVA_ONLY)).hasSize(1);
    }
}
