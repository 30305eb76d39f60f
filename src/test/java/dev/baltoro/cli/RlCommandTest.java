package dev.baltoro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RlCommandTest {
    @TempDir private Path folder;

    private String refused(String recipe) throws IOException {
        Path file = Files.writeString(folder.resolve("rl.yaml"), recipe);
        Path run = folder.resolve("run");
        Ran ran = Ran.of("rl", file, "--run", run);
        assertThat(ran.code()).isOne();
        assertThat(run).doesNotExist();
        return ran.err().strip();
    }

    @Test
    void whatWouldFailLaterIsRefusedBeforeTheRunsFolderExists() throws IOException {
        assertThat(refused("{model: m, gyms: [{name: memory}], budget: {tokens: {toolz: 5}}}"))
                .isEqualTo(
                        "budget.tokens.toolz: there is no domain `toolz`; did you mean `tools`?");
        assertThat(refused("{model: m, gyms: [{name: memory}], rollout: {samples: 100000}}"))
                .contains("rollout.prompts x samples is 1600000")
                .hasLineCount(1);
        assertThat(refused("{model: m, gyms: [{name: memory}]}"))
                .contains("no model is in m")
                .hasLineCount(1);
    }
}
