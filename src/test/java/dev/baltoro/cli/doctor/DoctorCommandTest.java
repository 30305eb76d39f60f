package dev.baltoro.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.cli.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
                .containsPattern("(ok|differs|absent) +sandbox +\\S")
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

    @Test
    void modelsFolderIsChecked(@TempDir Path folder) throws Exception {
        Path fixture = Path.of("src/test/resources/parity/kimi_k2");
        for (String name : List.of("config.json", "model.safetensors")) {
            Files.copy(fixture.resolve(name), folder.resolve(name));
        }
        Files.copy(
                Path.of("src/test/resources/templates/roomy.jinja"),
                folder.resolve("chat_template.jinja"));
        Ran ran = Ran.of("doctor", "--model", folder.toString());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .containsPattern("ok +weights +deepseek_v3, 91 weights in 3 layers")
                .containsPattern("missing +tokenizer .*tiktoken.model")
                .containsPattern("ok +template .*same of all 15 sample conversations")
                .contains("\"\\n    \" before a result's content");
    }

    @Test
    void differencesOfTemplateAndCodecAreShownSideBySide(@TempDir Path folder) throws Exception {
        String template = Files.readString(Path.of("src/test/resources/templates/thinking.jinja"));
        Files.writeString(
                folder.resolve("chat_template.jinja"),
                template.replace(
                        "<|tool_calls_section_end|>", "<|tool_calls_section_end|>\n{{ '!' }}"));
        Ran ran = Ran.of("doctor", "--model", folder.toString());
        assertThat(ran.out())
                .containsPattern("missing +weights")
                .containsPattern("differs +template .*another text of 3 of 15")
                .containsPattern(
                        "calls in several turns\n +template .*section_end\\|>\\\\?n?!<\\|im_end.*\n +codec .*section_end\\|><\\|im_end");
    }

    @Test
    void templateThatCannotBeRenderedIsReadByItsText(@TempDir Path folder) throws Exception {
        String template = Files.readString(Path.of("src/test/resources/templates/thinking.jinja"));
        Files.writeString(
                folder.resolve("chat_template.jinja"), template + "{{ nothing of | the kind }}");
        Ran ran = Ran.of("doctor", "--model", folder.toString());
        assertThat(ran.out())
                .containsPattern("absent +template .*cannot be rendered here .*codec follows");
    }
}
