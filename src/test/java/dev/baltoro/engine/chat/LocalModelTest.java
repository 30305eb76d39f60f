package dev.baltoro.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.EngineOptions;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.Presets;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Seed;
import dev.baltoro.text.chat.CallNumbers;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.template.TemplateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder's own chat template decides what a conversation is for its model.
class LocalModelTest {
    @TempDir private Path folder;

    private LocalModel open() throws Exception {
        TinyChat.TOKENIZER.save(folder);
        K2Config config =
                Presets.named("nano")
                        .withOverrides(
                                Map.of(
                                        "vocab_size", TinyChat.TOKENIZER.vocabSize(),
                                        "num_hidden_layers", 2,
                                        "n_routed_experts", 4));
        K2Model model = K2Model.random(config, new Seed(1), DType.F32);
        return LocalModel.open(
                model, folder, "m", EngineOptions.standard().withThreads(1).withCacheTokens(1024));
    }

    @Test
    void folderWithoutATemplateHasKimiK2s() throws Exception {
        try (LocalModel local = open()) {
            assertThat(local.chat().encoder().template()).isEqualTo(ChatTemplate.K2);
            assertThat(local.template().warning("m")).isEmpty();
        }
    }

    @Test
    void promptsAndIdsFollowTheFoldersTemplate() throws Exception {
        Files.copy(
                Path.of("src/test/resources/templates/per-turn.jinja"),
                folder.resolve("chat_template.jinja"));
        try (LocalModel local = open()) {
            assertThat(local.chat().encoder().template().callNumbers()).isEqualTo(CallNumbers.TURN);
            assertThat(local.chat().encoder().template().defaultSystem())
                    .contains("You are a helpful assistant");
            assertThat(local.template().warning("m")).isEmpty();
        }
    }

    @Test
    void templateOfAnotherFamilyIsSaid() throws Exception {
        Files.writeString(
                folder.resolve("chat_template.jinja"),
                "{% for m in messages %}<s>{{ m.content }}</s>{% endfor %}");
        try (LocalModel local = open()) {
            assertThat(local.chat().encoder().template()).isEqualTo(ChatTemplate.K2);
            assertThat(local.template().warning("m").orElseThrow())
                    .isEqualTo(
                            "m: chat_template.jinja is not a template of Kimi K2's family; the codec is Kimi K2's own");
        }
    }

    @Test
    void writtenTemplateIsFoundInBothPlaces() throws Exception {
        TinyChat.TOKENIZER.save(folder);
        TemplateFile.write(folder, ChatTemplate.K2);
        String text = TemplateFile.in(folder).map(TemplateFile::text).orElseThrow();
        Files.delete(folder.resolve("chat_template.jinja"));
        assertThat(TemplateFile.in(folder))
                .contains(new TemplateFile("tokenizer_config.json", text));
    }
}
