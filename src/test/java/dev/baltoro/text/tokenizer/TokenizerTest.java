package dev.baltoro.text.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerTest {
    private static final long SEED = 7;
    private static final int TEXTS = 5_000;

    /// Trained on the same kind of text that the tests encode, so that merges of all kinds occur.
    private static Tokenizer tokenizer;

    @BeforeAll
    static void train() {
        Random random = new Random(SEED);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            texts.add(NastyText.next(random, 30));
        }
        tokenizer = new BpeTrainer(1_200, 1, BpeTrainer.Progress.SILENT).train(texts.iterator());
    }

    @Test
    void textSurvivesTheRoundTrip() {
        Random random = new Random(SEED);
        for (int i = 0; i < TEXTS; i++) {
            String text = NastyText.next(random, 30);
            String whole = loneSurrogatesReplaced(text);
            assertThat(tokenizer.decode(tokenizer.encode(text)))
                    .as("seed %d", SEED)
                    .isEqualTo(whole);
            assertThat(tokenizer.decode(tokenizer.encodeWithSpecial(text))).isEqualTo(whole);
        }
    }

    @Test
    void bytesSurviveTheRoundTrip() {
        Random random = new Random(SEED);
        for (int i = 0; i < TEXTS; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            assertThat(tokenizer.decodeBytes(tokenizer.encodeBytes(bytes)))
                    .as("seed %d", SEED)
                    .isEqualTo(bytes);
        }
    }

    @Test
    void textAndItsBytesHaveTheSameIds() {
        Random random = new Random(SEED);
        for (int i = 0; i < TEXTS; i++) {
            String text = loneSurrogatesReplaced(NastyText.next(random, 30));
            assertThat(tokenizer.encodeBytes(text.getBytes(StandardCharsets.UTF_8)))
                    .as("seed %d", SEED)
                    .isEqualTo(tokenizer.encode(text));
        }
    }

    @Test
    void streamedTextIsTheWholeText() {
        Random random = new Random(SEED);
        for (int i = 0; i < TEXTS; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            int[] ids =
                    random.nextBoolean()
                            ? tokenizer.encodeBytes(bytes)
                            : tokenizer.encodeWithSpecial(NastyText.next(random, 10));
            StreamingDecoder decoder = new StreamingDecoder(tokenizer);
            StringBuilder text = new StringBuilder();
            for (int id : ids) {
                text.append(decoder.push(id));
            }
            text.append(decoder.finish());
            assertThat(text.toString()).as("seed %d", SEED).isEqualTo(tokenizer.decode(ids));
        }
    }

    @Test
    void streamingDecoderHoldsBackHalfACodePoint() {
        StreamingDecoder decoder = new StreamingDecoder(tokenizer);
        byte[] utf8 = "€".getBytes(StandardCharsets.UTF_8);
        assertThat(decoder.push(utf8[0] & 0xFF)).isEmpty();
        assertThat(decoder.push(utf8[1] & 0xFF)).isEmpty();
        assertThat(decoder.push(utf8[2] & 0xFF)).isEqualTo("€");
        assertThat(decoder.push(utf8[0] & 0xFF)).isEmpty();
        assertThat(decoder.finish()).isEqualTo("\uFFFD");
        assertThat(decoder.push('a')).isEqualTo("a");
    }

    @Test
    void specialTokensOfATrainedVocabularyAreInTheOrderOfK2() {
        int first = tokenizer.vocabulary().size();
        assertThat(tokenizer.vocabSize()).isEqualTo(1_200).isEqualTo(first + 32);
        assertThat(tokenizer.specialId("[BOS]")).hasValue(first);
        assertThat(tokenizer.specialId("[EOS]")).hasValue(first + 1);
        assertThat(tokenizer.specialId("<|im_middle|>")).hasValue(first + 17);
        assertThat(tokenizer.specialId("[PAD]")).hasValue(first + 31);
        assertThat(tokenizer.specialId("<|reserved_token_" + (first + 5) + "|>"))
                .hasValue(first + 5);
        assertThat(tokenizer.specialId("[NONE]")).isEmpty();
    }

    @Test
    void folderHoldsAllOfTheTokenizer(@TempDir Path folder) throws IOException {
        tokenizer.save(folder);
        for (Path path : List.of(folder, folder.resolve("tiktoken.model"))) {
            Tokenizer loaded = Tokenizer.load(path);
            assertThat(loaded.id()).isEqualTo(tokenizer.id());
            assertThat(loaded.specials().tokens()).isEqualTo(tokenizer.specials().tokens());
        }
        Files.delete(folder.resolve("tokenizer_config.json"));
        assertThat(Tokenizer.load(folder).id()).isEqualTo(tokenizer.id());
    }

    @Test
    void idChangesWithAnySpecialToken(@TempDir Path folder) throws IOException {
        tokenizer.save(folder);
        Path config = folder.resolve("tokenizer_config.json");
        Files.writeString(config, Files.readString(config).replace("[EOT]", "[STOP]"));
        assertThat(Tokenizer.load(folder).id()).isNotEqualTo(tokenizer.id());
    }

    @Test
    void folderThatIsWrongIsToldApart(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> Tokenizer.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is absent");
        tokenizer.save(folder);
        Path config = folder.resolve("tokenizer_config.json");
        Files.writeString(config, "{\"tokenizer_class\":\"QWenTokenizer\"}");
        assertThatThrownBy(() -> Tokenizer.load(folder)).hasMessageContaining("QWenTokenizer");
        Files.writeString(config, "{");
        assertThatThrownBy(() -> Tokenizer.load(folder)).hasMessageContaining("not JSON");
        Files.writeString(config, "{\"added_tokens_decoder\":{\"3\":{\"content\":\"[BOS]\"}}}");
        assertThatThrownBy(() -> Tokenizer.load(folder)).hasMessageContaining("token 3 needs");
    }

    @Test
    void idOutsideOfTheVocabularyIsAnError() {
        assertThatThrownBy(() -> tokenizer.decode(new int[] {1_200}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("token id 1200 is outside of 0 to 1199");
        assertThatThrownBy(() -> tokenizer.decode(new int[] {-1}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String loneSurrogatesReplaced(String text) {
        return text.codePoints()
                .map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
