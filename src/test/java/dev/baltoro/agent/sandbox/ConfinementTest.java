package dev.baltoro.agent.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.baltoro.agent.sandbox.Protection.Kind;
import dev.baltoro.agent.sandbox.Protection.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each way to lock children in, also those that this machine would not choose.
class ConfinementTest {
    private static final Limits LIMITS = Limits.of(Language.PYTHON).withCpuSeconds(1);
    private final ExecutorService starter = Executors.newSingleThreadExecutor();
    @TempDir private Path folder;

    @AfterEach
    void stop() {
        starter.close();
    }

    private WarmChildren children(Confinement confinement) {
        Interpreter python =
                Python.find(Tools.path()).orElseGet(() -> abort("python3 is not installed here"));
        confinement.lacks().ifPresent(tool -> abort(tool + " is not installed here"));
        return new WarmChildren(confinement, python, LIMITS, folder, starter, 1);
    }

    @ParameterizedTest
    @EnumSource(Confinement.class)
    void whatIsClaimedIsWhatAProgramFound(Confinement confinement) throws Exception {
        try (WarmChildren children = children(confinement)) {
            Isolation isolation;
            try {
                isolation = new Probe(children).isolation(folder, true);
            } catch (IOException e) {
                isolation = abort("not allowed here: " + e.getMessage());
            }
            assertThat(isolation.protections()).hasSize(Kind.values().length);
            // Programs see this machine's network and files unless namespaces hide them.
            boolean hides = confinement != Confinement.LIMITS;
            for (Kind kind : new Kind[] {Kind.NETWORK, Kind.READING, Kind.WRITING}) {
                assertThat(isolation.holds(kind)).as(isolation.words()).isEqualTo(hides);
            }
            assertThat(isolation.holds(Kind.CPU_TIME)).isTrue();
            assertThat(isolation.words()).contains(hides ? "holds network" : "OPEN network");
            assertThat(isolation.protections())
                    .noneMatch(one -> one.state() == State.UNTRIED || one.detail().isEmpty());
        }
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void withoutNamespacesTheFolderIsWipedWhateverIsInIt() throws Exception {
        Path outside = Files.writeString(folder.resolve("outside.txt"), "stays");
        try (WarmChildren children = children(Confinement.LIMITS)) {
            Outcome outcome =
                    children.run(
                            new Program(
                                    Language.PYTHON,
                                    """
                                    import os
                                    os.symlink('%s', 'link')
                                    os.mkdir('closed')
                                    open('closed/file', 'w').close()
                                    os.chmod('closed', 0)
                                    for _ in range(1500):
                                        os.mkdir('deeper')
                                        os.chdir('deeper')
                                    print('left')
                                    """
                                            .formatted(outside),
                                    ""));
            assertThat(outcome).isEqualTo(new Outcome.Finished(0, "left\n", ""));
        }
        assertThat(leftovers()).containsExactly(outside);
        assertThat(outside).hasContent("stays");
    }

    private Stream<Path> leftovers() throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.toList().stream();
        }
    }
}
