package dev.baltoro.text.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A `tokenizer.json` that was made of a trained vocabulary, against the vocabulary itself.
class HuggingFaceTokenizerTest {
    private static final String PATTERN = K2Splitter.PATTERN.replace("\\p{IsHan}", "\\p{Han}");
    private static final Tokenizer TRAINED =
            new BpeTrainer(BpeTrainer.VOCAB_SIZE_MIN + 400, 1, BpeTrainer.Progress.SILENT)
                    .train(
                            List.of(
                                            "The glacier leads up to the mountain, leaders led.",
                                            "Straße, Größe, Füße; 日本語 and 中文 and 12345 and 99",
                                            "functions.get_weather:0 {\"city\": \"Zürich\"}\n\n\n")
                                    .iterator());

    @TempDir private Path folder;

    /// Which pairs a writer lists: each token's last merge, or all ways to cut it in two.
    private enum Merges {
        LAST,
        ALL
    }

    private static String letters(byte[] bytes) {
        StringBuilder letters = new StringBuilder();
        for (byte value : bytes) {
            for (int letter = '!'; letter < 0x144; letter++) {
                byte[] of =
                        letter >= 0x7F && letter < 0xA1 || letter == 0xAD
                                ? new byte[0]
                                : ByteLetters.bytes(Character.toString(letter));
                if (of.length == 1 && of[0] == value) {
                    letters.append((char) letter);
                }
            }
        }
        return letters.toString();
    }

    private static ObjectNode written(Merges form, boolean arrays) {
        JsonMapper mapper = JsonMapper.shared();
        ObjectNode json = mapper.createObjectNode();
        ArrayNode added = json.putArray("added_tokens");
        for (SpecialToken token : TRAINED.specials().tokens()) {
            added.addObject()
                    .put("id", token.id())
                    .put("content", token.content())
                    .put("special", token.special());
        }
        json.putNull("normalizer");
        ArrayNode steps =
                json.putObject("pre_tokenizer").put("type", "Sequence").putArray("pretokenizers");
        steps.addObject()
                .put("type", "Split")
                .put("behavior", "Isolated")
                .put("invert", false)
                .putObject("pattern")
                .put("Regex", PATTERN);
        steps.addObject()
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("use_regex", false);
        ObjectNode model = json.putObject("model").put("type", "BPE");
        Vocabulary vocabulary = TRAINED.vocabulary();
        ObjectNode vocab = model.putObject("vocab");
        ArrayNode merges = model.putArray("merges");
        for (int id = 0; id < vocabulary.size(); id++) {
            byte[] token = vocabulary.bytes(id);
            vocab.put(letters(token), id);
            for (int cut = 1; cut < token.length; cut++) {
                int left = vocabulary.table().find(token, 0, cut);
                int right = vocabulary.table().find(token, cut, token.length);
                boolean last = new LastMerge(vocabulary).of(id)[0] == left;
                if (left >= 0 && right >= 0 && (form == Merges.ALL || last)) {
                    String first = letters(vocabulary.bytes(left));
                    String second = letters(vocabulary.bytes(right));
                    if (arrays) {
                        merges.addArray().add(first).add(second);
                    } else {
                        merges.add(first + " " + second);
                    }
                }
            }
        }
        return json;
    }

    private Tokenizer read(JsonNode json) throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), json.toString());
        return Tokenizer.load(folder);
    }

    @ParameterizedTest
    @CsvSource({"LAST, false", "LAST, true", "ALL, false", "ALL, true"})
    void sameTokenizerIsRead(Merges form, boolean arrays) throws IOException {
        Tokenizer read = read(written(form, arrays));
        assertThat(read.id()).isEqualTo(TRAINED.id());
        assertThat(read.specialNames()).isEqualTo(TRAINED.specialNames());
        String text = "The leader's 中文 glacier, 4711\n\n\t<|im_end|> Füße!";
        assertThat(read.encode(text)).isEqualTo(TRAINED.encode(text));
        assertThat(read.encodeWithSpecial(text)).isEqualTo(TRAINED.encodeWithSpecial(text));
    }

    @Test
    void rankFileIsReadBeforeIt() throws IOException {
        TRAINED.save(folder);
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        assertThat(Tokenizer.load(folder).id()).isEqualTo(TRAINED.id());
    }

    @Test
    void addedTokensMayBeListedInTheVocabularyToo() throws IOException {
        ObjectNode json = written(Merges.LAST, false);
        ObjectNode vocab = (ObjectNode) json.path("model").path("vocab");
        TRAINED.specials().tokens().forEach(token -> vocab.put(token.content(), token.id()));
        assertThat(read(json).id()).isEqualTo(TRAINED.id());
    }

    @Test
    void otherPatternsAreRefusedByName() {
        ObjectNode json = written(Merges.LAST, false);
        ((ObjectNode) json.at("/pre_tokenizer/pretokenizers/0/pattern")).put("Regex", "\\s+|\\w+");
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("pre_tokenizer is")
                .hasMessageContaining("Kimi K2's split pattern only");
    }

    @Test
    void mergesThatDoNotFollowFromIdsAreRefused() {
        ObjectNode json = written(Merges.LAST, false);
        List<JsonNode> merges = new ArrayList<>();
        json.path("model").path("merges").forEach(merges::add);
        ArrayNode fewer = ((ObjectNode) json.path("model")).putArray("merges");
        merges.subList(1, merges.size()).forEach(fewer::add);
        assertThatThrownBy(() -> read(json)).hasMessageContaining("the merges do not make token");

        ArrayNode turned = ((ObjectNode) json.path("model")).putArray("merges");
        merges.reversed().forEach(turned::add);
        assertThatThrownBy(() -> read(json)).hasMessageContaining("in the order of their tokens");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\": {\"type\": \"Unigram\"}}",
                "{\"model\": {\"type\": \"BPE\", \"byte_fallback\": true}}",
                "{\"normalizer\": {\"type\": \"NFC\"}, \"model\": {\"type\": \"BPE\"}}",
                "{\"model\": {\"type\": \"BPE\"}}",
                "[]",
                "not JSON"
            })
    void otherTokenizersAreOneLineErrors(String json) throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), json);
        assertThatThrownBy(() -> Tokenizer.load(folder))
                .isInstanceOf(IOException.class)
                .message()
                .contains("tokenizer.json")
                .doesNotContain("\n");
    }

    @Test
    void otherFilesOfTokenizersAreNamed() throws IOException {
        Files.writeString(folder.resolve("tokenizer.model"), "");
        assertThatThrownBy(() -> Tokenizer.load(folder))
                .hasMessageContaining(
                        "has tokenizer.model, a tokenizer that Baltoro does not read");
    }
}
