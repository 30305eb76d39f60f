package dev.baltoro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The way of somebody who brings text: tokenizer, shards, training, chat.
class OwnTextTest {
    private static final String RECIPE =
            """
            name: own
            model: {preset: nano, set: {num_hidden_layers: 2, max_position_embeddings: 256}}
            data: {shards: %s, mix: {ice: 1}, held_out_tokens: 256}
            batch: {tokens: 128, micro_batch_tokens: 128}
            stages: [{name: only, sequence_length: 64, steps: 2}]
            schedule: {peak: 1.0e-3, warmup_steps: 1, constant_fraction: 0.5, floor: 1.0e-4, anneal_fraction: 0.1, end: 1.0e-5}
            evaluate_every_steps: 100
            checkpoint: {every_steps: 100, keep: 1}
            generate: {prompts: ["ice"], tokens: 4}
            """;

    @TempDir Path folder;

    @Test
    void aModelChatsWithTheTokenizerThatItsDataKeptThoughNoRecipeNamedIt() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            lines.append("{\"text\":\"the glacier moves down, the ice melts ").append(i);
            lines.append("\"}\n");
        }
        Path text = Files.writeString(folder.resolve("text.jsonl"), lines);
        Path set = folder.resolve("set");
        done(
                "tokenizer",
                "train",
                "--input",
                text,
                "--vocab-size",
                320,
                "--out",
                folder.resolve("tok"));
        done(
                "data",
                "prepare",
                "--domain",
                "ice=" + text,
                "--held-out",
                0.1,
                "--tokenizer",
                folder.resolve("tok"),
                "--out",
                set);
        String id = Tokenizer.load(folder.resolve("tok")).id();
        assertThat(Tokenizer.load(set.resolve("tokenizer")).id()).isEqualTo(id);
        Path recipe = Files.writeString(folder.resolve("own.yaml"), RECIPE.formatted(set));
        done("pretrain", recipe, "--run", folder.resolve("run"));
        Path model = folder.resolve("run/model");
        assertThat(Tokenizer.load(model).id()).isEqualTo(id);
        Ran chat = Ran.with("hello\n", "chat", "--model", model, "--max-tokens", 4, "--threads", 1);
        assertThat(chat.code()).as(chat.err()).isZero();
    }

    private static void done(Object... arguments) {
        Ran ran = Ran.of(arguments);
        assertThat(ran.code()).as(ran.err()).isZero();
    }
}
