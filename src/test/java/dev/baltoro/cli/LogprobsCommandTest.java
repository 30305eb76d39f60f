package dev.baltoro.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.model.EveryExpert;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LogprobsCommandTest {
    private static final Path MODEL = Path.of("src/test/resources/parity/kimi_k2");

    @Test
    void linesAreAnsweredWithWhatTransformersComputes() {
        try (Scope scope = Scope.open()) {
            SafetensorsFile expected = SafetensorsFile.open(MODEL.resolve("expected.safetensors"));
            Tensor ids = expected.tensor("ids");
            int length = (int) ids.size(1);
            StringBuilder lines = new StringBuilder();
            for (int row = 0; row < ids.size(0); row++) {
                String tokens = Arrays.toString(ids.select(0, row).toLongs());
                lines.append("{\"tokens\":%s}%n".formatted(tokens));
            }
            float[] logprobs = expected.tensor("logprobs").toFloats();
            long[] argmax = expected.tensor("argmax").toLongs();

            Ran ran = Ran.with(lines.toString(), "logprobs", "--model", MODEL);

            assertThat(ran.code()).isZero();
            List<String> answers = ran.out().lines().toList();
            assertThat(answers).hasSize((int) ids.size(0));
            for (int row = 0; row < answers.size(); row++) {
                JsonNode answer = new JsonMapper().readTree(answers.get(row));
                assertThat(answer.get("logprobs").size()).isEqualTo(length - 1);
                assertThat(answer.get("argmax").size()).isEqualTo(length);
                for (int i = 0; i < length; i++) {
                    assertThat(answer.get("argmax").get(i).asLong())
                            .isEqualTo(argmax[row * length + i]);
                }
                for (int i = 0; i < length - 1; i++) {
                    // fp32 sums in other orders, as in the parity test
                    assertThat(answer.get("logprobs").get(i).floatValue())
                            .isCloseTo(logprobs[row * (length - 1) + i], within(5e-5f));
                }
            }
        }
    }

    @Test
    void badLineIsNamedAfterAllEarlierAnswers() {
        for (String bad :
                List.of(
                        "{\"tokens\":[1,80]}",
                        "{\"tokens\":[-1]}",
                        "{\"token\":[1]}",
                        "[1,2",
                        "{\"tokens\":[\"7\"]}",
                        "{\"tokens\":[9223372036854775808]}",
                        "{\"tokens\":[1.5]}")) {
            Ran ran =
                    Ran.with(
                            "{\"tokens\":[1,2]}\n\n{\"tokens\":[]}\n" + bad + "\n{\"tokens\":[3]}",
                            "logprobs",
                            "--model",
                            MODEL);
            assertThat(ran.code()).isOne();
            assertThat(ran.out().lines()).hasSize(2);
            assertThat(ran.out()).endsWith("{\"logprobs\":[],\"argmax\":[]}\n");
            assertThat(ran.err().lines().filter(line -> line.startsWith("line 4"))).hasSize(1);
        }
    }

    /// Of a model that selects every expert: rounded to 8 bits, a score may choose another one.
    @Test
    void bfloat16GivesNearlyTheSame(@TempDir Path folder) throws IOException {
        Path model = EveryExpert.of(MODEL, folder);
        String line = "{\"tokens\":[5,9,2,7]}";
        JsonNode exact = answer(Ran.with(line, "logprobs", "--model", model));
        JsonNode rough = answer(Ran.with(line, "logprobs", "--model", model, "--dtype", "bf16"));
        for (int i = 0; i < 3; i++) {
            // bfloat16 has 8 bits of precision; these logits are about 3.
            assertThat(rough.get(i).floatValue())
                    .isCloseTo(exact.get(i).floatValue(), within(0.3f));
        }
        assertThat(rough).isNotEqualTo(exact);
    }

    private static JsonNode answer(Ran ran) {
        return new JsonMapper().readTree(ran.out()).get("logprobs");
    }
}
