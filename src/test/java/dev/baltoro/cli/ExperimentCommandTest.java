package dev.baltoro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ExperimentCommandTest {
    private static final Path RECIPE = Path.of("recipes/qk-clip.yaml");

    @Test
    void overridesMustNameTheBase() {
        Ran ran = Ran.of("experiment", RECIPE, "--set", "stages.0.steps=5");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("base.stages.0.steps=50; not stages.0.steps=5");
    }

    @Test
    void unknownVariantsAndSeedsAreNamedBesideThoseThatAre() {
        assertThat(Ran.of("experiment", RECIPE, "--only", "muon-clap").err())
                .contains("there is no variant muon-clap; there are muon, muon-clip");
        assertThat(Ran.of("experiment", RECIPE, "--seed", "9").err())
                .contains("there is no seed 9; there are [1, 2, 3, 4]");
    }

    @Test
    void missingFileIsAFailure() {
        Ran ran = Ran.of("experiment", "no-such.yaml");
        assertThat(ran.code()).isOne();
        assertThat(ran.err()).contains("no-such.yaml: no such file");
    }
}
