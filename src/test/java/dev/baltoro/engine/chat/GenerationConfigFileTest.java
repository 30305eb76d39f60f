package dev.baltoro.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.engine.SamplingParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationConfigFileTest {
    @TempDir private Path folder;

    private GenerationDefaults read(String json) throws IOException {
        Files.writeString(folder.resolve(GenerationConfigFile.NAME), json);
        return GenerationConfigFile.read(folder, Set.of(1));
    }

    @Test
    void endsAndSamplingAreRead() throws IOException {
        GenerationDefaults defaults =
                read("{\"eos_token_id\":[7,8],\"temperature\":0.3,\"top_p\":0.9,\"top_k\":null}");
        assertThat(defaults.endTokens()).containsExactlyInAnyOrder(1, 7, 8);
        assertThat(defaults.sampling().temperature()).isEqualTo(0.3);
        assertThat(defaults.sampling().topP()).isEqualTo(0.9);
        assertThat(defaults.sampling().topK()).isZero();
        assertThat(read("{\"eos_token_id\":5}").endTokens()).containsExactlyInAnyOrder(1, 5);
    }

    @Test
    void modelThatIsNotToBeSampledIsGreedy() throws IOException {
        assertThat(read("{\"do_sample\":false,\"temperature\":0.7}").sampling().temperature())
                .isZero();
        assertThat(read("{\"do_sample\":true,\"temperature\":0.7}").sampling().temperature())
                .isEqualTo(0.7);
        assertThat(read("{\"do_sample\":null}").sampling()).isEqualTo(SamplingParameters.DEFAULT);
    }

    @Test
    void absentFileLeavesTheDefaults() throws IOException {
        assertThat(GenerationConfigFile.read(folder, Set.of(3)))
                .isEqualTo(new GenerationDefaults(Set.of(3), SamplingParameters.DEFAULT));
    }

    @Test
    void nonsenseIsNamed() {
        assertThatThrownBy(() -> read("{\"top_p\":2}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("generation_config.json: top_p is 2.0");
        assertThatThrownBy(() -> read("{"))
                .hasMessageContaining("is not JSON")
                .hasMessageNotContaining("\n");
    }
}
