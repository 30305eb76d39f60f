package dev.baltoro.agent.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.text.tokenizer.WordPiece;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Against the reference tokenizer and runtime, by `tools/fixtures/wordpiece.py`.
class SentenceModelTest {
    private static SentenceModel model;
    private static List<JsonNode> golden;

    @BeforeAll
    static void load() throws IOException {
        model = SentenceModel.load();
        try (InputStream in = SentenceModelTest.class.getResourceAsStream("wordpiece.jsonl")) {
            golden =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .<JsonNode>map(JsonMapper.shared()::readTree)
                            .toList();
        }
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void idsAreThoseOfTheReference() {
        assertThat(golden).hasSizeGreaterThan(300);
        SoftAssertions softly = new SoftAssertions();
        for (JsonNode one : golden) {
            String text = one.path("text").asString();
            int[] ids = one.path("ids").valueStream().mapToInt(JsonNode::asInt).toArray();
            softly.assertThat(model.ids(text)).as(text).isEqualTo(ids);
        }
        softly.assertAll();
    }

    /// Processors round the 8-bit sums differently, so vectors are near, not equal: a text's own is
    /// within 0.01 of cosine 1, while those of two unrelated lines are at about 0.2.
    @Test
    void vectorsAreThoseOfTheReference() {
        List<JsonNode> some = golden.stream().filter(one -> one.has("vector")).toList();
        assertThat(some).hasSizeGreaterThan(30);
        for (JsonNode one : some) {
            float[] expected = new float[model.dimensions()];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = one.path("vector").path(i).floatValue();
            }
            String text = one.path("text").asString();
            assertThat(Vectors.dot(model.embed(text), expected)).as(text).isGreaterThan(0.99);
        }
    }

    @Test
    void manyTextsAtOnceHaveTheVectorsThatEachHasAlone() throws InterruptedException {
        List<String> texts =
                golden.stream().limit(60).map(one -> one.path("text").asString()).toList();
        Set<Integer> told = new ConcurrentSkipListSet<>();
        List<float[]> vectors = Embeddings.of(texts, model, told::add);
        assertThat(told).hasSize(60).contains(1, 60);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(vectors.get(i)).isEqualTo(model.embed(texts.get(i)));
        }
    }

    @Test
    void whatMeansTheSameIsNearerThanWhatSharesWords() {
        float[] request = model.embed("I want to hear some songs");
        float[] meant = model.embed("play_music: Starts playback of a track");
        float[] shares = model.embed("want_ads: Lists some ads of what people want to buy");
        assertThat(Vectors.dot(request, meant)).isGreaterThan(Vectors.dot(request, shares));
    }

    @Test
    void longTextIsReadAsFarAsItsLimit() {
        String text = String.join(" ", Collections.nCopies(5_000, "weather"));
        assertThat(model.ids(text)).hasSize(SentenceModel.TOKENS_MAX).endsWith(102);
        float[] vector = model.embed(text);
        assertThat(Vectors.dot(vector, vector)).isBetween(0.9999, 1.0001);
        assertThat(IntStream.range(0, vector.length).allMatch(i -> Float.isFinite(vector[i])))
                .isTrue();
    }

    @Test
    void anotherKindOfTokenizerIsRefused() {
        for (String json : List.of("{}", "[", "{\"model\":{\"type\":\"BPE\"}}")) {
            assertThatThrownBy(() -> WordPiece.read(json.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the tokenizer is not");
        }
    }
}
