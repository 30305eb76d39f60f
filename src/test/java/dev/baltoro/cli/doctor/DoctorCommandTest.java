package dev.baltoro.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.cli.Ran;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// This machine runs the other tests, so nothing that is needed is missing.
class DoctorCommandTest {
    @Test
    void machineThatRunsTheTestsIsWell() {
        Ran ran = Ran.of("doctor");
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .contains(System.getProperty("java.home"), "javacpp, openblas, pytorch for")
                .containsPattern("ok +libtorch +2\\.")
                .containsPattern("GPU .*on the CPU in this version")
                .doesNotContain("missing ");
    }

    @Test
    void jsonHasTheSameFindings() {
        JsonNode json = new JsonMapper().readTree(Ran.of("doctor", "--json").out());
        assertThat(json.get("ok").asBoolean()).isTrue();
        assertThat(json.get("checks").size()).isEqualTo(MachineCheck.all().size());
        assertThat(json.at("/checks/0/name").asString()).isEqualTo("JDK");
        assertThat(json.at("/checks/0/state").asString()).isEqualTo("ok");
    }
}
