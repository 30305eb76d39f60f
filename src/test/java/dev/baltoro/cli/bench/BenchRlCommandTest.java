package dev.baltoro.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.cli.Ran;
import dev.baltoro.model.ConfigJson;
import dev.baltoro.model.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchRlCommandTest {
    @TempDir Path folder;

    private Ran bench(String... more) throws IOException {
        var config =
                Presets.named("nano")
                        .withOverrides(
                                Map.of(
                                        "vocab_size", 512,
                                        "hidden_size", 32,
                                        "intermediate_size", 32,
                                        "moe_intermediate_size", 16,
                                        "num_hidden_layers", 2,
                                        "n_routed_experts", 4,
                                        "max_position_embeddings", 256));
        Path file = folder.resolve("config.json");
        Files.writeString(file, ConfigJson.write(config, "float32"));
        List<Object> arguments = new ArrayList<>(List.of("bench", "rl", "--model", file));
        arguments.addAll(
                List.of(
                        "--dtype",
                        "fp32",
                        "--iterations",
                        1,
                        "--warm-up",
                        0,
                        "--prompts",
                        2,
                        "--samples",
                        2,
                        "--answer-tokens",
                        4,
                        "--context",
                        64,
                        "--segment-tokens",
                        8,
                        "--batch",
                        2,
                        "--repeats",
                        1,
                        "--rollouts",
                        4));
        arguments.addAll(List.of(more));
        return Ran.of(arguments.toArray());
    }

    @Test
    void everyPartComesInOneObject() throws Exception {
        Ran ran = bench("--json", "--only", "peer,idle,handover");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        JsonNode figures = JsonMapper.shared().readTree(ran.out());
        assertThat(figures.propertyNames()).containsExactly("peer", "modes", "handover");
        assertThat(figures.path("modes").valueStream().map(it -> it.path("mode").asString()))
                .containsExactly("SYNCHRONOUS", "PARTIAL", "IN_FLIGHT");
    }

    @Test
    void onePartAloneIsALine() throws Exception {
        Ran ran = bench("--only", "peer");

        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .startsWith("peer's shape")
                .contains("generated tokens/s")
                .doesNotContain("waiting");
    }

    @Test
    void aPromptThatIsTooShortForTheTemplateIsRefusedInOneLine() throws Exception {
        Ran ran = bench("--only", "peer", "--prompt-tokens=3");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.err()).contains("a prompt of 3 tokens; the template alone has");
    }

    @Test
    void aPartThatThereIsNotIsRefusedByName() throws Exception {
        Ran ran = bench("--only", "length");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err())
                .contains("--only length; use lengths, idle, handover, waiting or peer");
    }
}
