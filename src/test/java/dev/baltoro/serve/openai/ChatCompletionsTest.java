package dev.baltoro.serve.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.engine.EngineStatistics;
import dev.baltoro.engine.Pause;
import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.serve.answer.AnswerTimes;
import dev.baltoro.serve.answer.ModelRegistry;
import dev.baltoro.serve.http.JsonBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ChatCompletionsTest {
    private static final TinyChat TINY = new TinyChat(2);
    private static final ChatCompletions ENDPOINT =
            new ChatCompletions(ModelRegistry.of(TINY.chat()), AnswerTimes.IGNORED);

    /// The model's words are noise, so nothing here depends on what it says.
    private static final String HELLO =
            """
            {"model":"tiny","messages":[{"role":"user","content":"Hello"}],
             "temperature":1,"seed":5,"max_tokens":40}\
            """;

    @AfterAll
    static void close() {
        TINY.close();
    }

    @Test
    void wholeAnswerHasOpenAisShape() throws Exception {
        JsonNode document = whole(body(HELLO));
        assertThat(document.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "object",
                        "created",
                        "model",
                        "system_fingerprint",
                        "choices",
                        "usage");
        assertThat(document.path("id").asString()).startsWith("chatcmpl-");
        assertThat(document.path("object").asString()).isEqualTo("chat.completion");
        assertThat(document.path("model").asString()).isEqualTo("tiny");
        JsonNode choice = document.path("choices").get(0);
        assertThat(choice.propertyNames())
                .containsExactlyInAnyOrder("index", "message", "logprobs", "finish_reason");
        assertThat(choice.path("message").propertyNames())
                .containsExactlyInAnyOrder("role", "content", "refusal");
        assertThat(choice.path("message").path("content").asString()).isNotEmpty();
        assertThat(choice.path("logprobs").isNull()).isTrue();
        JsonNode usage = document.path("usage");
        assertThat(usage.path("total_tokens").asInt())
                .isEqualTo(
                        usage.path("prompt_tokens").asInt()
                                + usage.path("completion_tokens").asInt());
        assertThat(usage.path("prompt_tokens_details").path("cached_tokens").isInt()).isTrue();
    }

    @Test
    void streamJoinsToTheWholeAnswer() throws Exception {
        for (int seed = 0; seed < 10; seed++) {
            ObjectNode body = body(HELLO).put("seed", seed);
            body.put("logprobs", seed % 2 == 0).put("n", 1 + seed % 3);
            JsonNode choices = whole(body).path("choices");
            RecordedResponse stream = send(body.put("stream", true));
            assertThat(stream.events().getLast()).isEqualTo("[DONE]");
            for (int i = 0; i < choices.size(); i++) {
                assertThat(StreamedChoice.join(stream.chunks(), i)).isEqualTo(choices.get(i));
            }
        }
    }

    @Test
    void usageChunkComesLastWithoutChoicesWhenAskedFor() throws Exception {
        ObjectNode body = body(HELLO).put("stream", true);
        body.putObject("stream_options").put("include_usage", true);
        List<JsonNode> chunks = send(body).chunks();
        assertThat(chunks.getLast().path("choices").size()).isZero();
        JsonNode usage = chunks.getLast().path("usage");
        assertThat(usage.path("completion_tokens").asInt()).isPositive();
        assertThat(chunks.subList(0, chunks.size() - 1))
                .allSatisfy(chunk -> assertThat(chunk.get("usage").isNull()).isTrue());
    }

    @Test
    void allChunksOfAResponseShareItsId() throws Exception {
        List<JsonNode> chunks = send(body(HELLO).put("stream", true)).chunks();
        String id = chunks.getFirst().path("id").asString();
        assertThat(id).startsWith("chatcmpl-");
        assertThat(chunks)
                .allSatisfy(chunk -> {
                    assertThat(chunk.path("id").asString()).isEqualTo(id);
                    assertThat(chunk.path("object").asString()).isEqualTo("chat.completion.chunk");
                    assertThat(chunk.has("usage")).isFalse();
                });
    }

    @Test
    void logprobsHaveBytesAndAlternativesLikeliestFirst() throws Exception {
        JsonNode content =
                whole(body(HELLO).put("logprobs", true).put("top_logprobs", 3))
                        .path("choices")
                        .get(0)
                        .path("logprobs")
                        .path("content");
        assertThat(content.size()).isPositive();
        for (JsonNode entry : content) {
            assertThat(entry.path("logprob").asDouble()).isNegative();
            byte[] bytes = new byte[entry.path("bytes").size()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) entry.path("bytes").get(i).asInt();
            }
            assertThat(entry.path("token").asString())
                    .isEqualTo(new String(bytes, StandardCharsets.UTF_8));
            List<Double> top = new ArrayList<>();
            entry.path("top_logprobs").forEach(other -> top.add(other.path("logprob").asDouble()));
            assertThat(top)
                    .hasSizeBetween(1, 3)
                    .isSortedAccordingTo((a, b) -> Double.compare(b, a));
        }
    }

    @Test
    void promptOfSeveralChoicesCountsOnce() throws Exception {
        JsonNode one = whole(body(HELLO)).path("usage");
        JsonNode three = whole(body(HELLO).put("n", 3)).path("usage");
        assertThat(three.path("prompt_tokens")).isEqualTo(one.path("prompt_tokens"));
        assertThat(three.path("completion_tokens").asInt())
                .isGreaterThan(one.path("completion_tokens").asInt());
    }

    @Test
    void contentPartsAreTheirJoinedText() throws Exception {
        ObjectNode parts = body(HELLO);
        parts.putArray("messages")
                .addObject()
                .put("role", "user")
                .putArray("content")
                .add(JsonMapper.shared().readTree("{\"type\":\"text\",\"text\":\"Hel\"}"))
                .add(JsonMapper.shared().readTree("{\"type\":\"text\",\"text\":\"lo\"}"));
        assertThat(whole(parts).path("choices")).isEqualTo(whole(body(HELLO)).path("choices"));
    }

    @Test
    void halfASurrogatePairIsReadAsAnUnknownCharacter() throws Exception {
        String half = HELLO.replace("Hello", "Hel\\ud83clo \\udfd4");
        String unknown = HELLO.replace("Hello", "Hel\ufffdlo \ufffd");
        assertThat(whole(body(half)).path("choices"))
                .isEqualTo(whole(body(unknown)).path("choices"));
    }

    @Test
    @Timeout(30)
    void clientThatHangsUpFreesItsSequences() throws Exception {
        ObjectNode body = body(HELLO).put("stream", true).put("n", 3);
        body.remove("max_tokens");
        for (int events = 0; events < 6; events++) {
            RecordedResponse gone = new RecordedResponse(events);
            assertThatThrownBy(() -> ENDPOINT.handle(body, gone)).isInstanceOf(IOException.class);
            assertThat(gone.events()).hasSize(events);
        }
        awaitIdle();
    }

    @Test
    @Timeout(30)
    void clientThatHangsUpBeforeAWholeAnswerFreesItsSequences() throws Exception {
        ObjectNode body = body(HELLO);
        body.remove("max_tokens");
        Pause pause = TINY.chat().engine().pause().join(); // or the answer might be there first
        CompletableFuture<Runnable> hangUp = new CompletableFuture<>();
        RecordedResponse response =
                new RecordedResponse() {
                    @Override
                    public void onDisconnect(Runnable action) {
                        hangUp.complete(action);
                    }
                };
        Thread handler =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                ENDPOINT.handle(body, response);
                            } catch (IOException | InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        hangUp.get().run();
        handler.join();
        pause.close();
        assertThat(response.status()).isEqualTo(503);
        awaitIdle();
    }

    /// Waits until the engine has nothing to do; if it goes on, the test's own limit ends it.
    private static void awaitIdle() throws InterruptedException {
        for (EngineStatistics now = TINY.chat().engine().statistics();
                now.running() + now.waiting() > 0;
                now = TINY.chat().engine().statistics()) {
            Thread.sleep(5);
        }
    }

    private static ObjectNode body(String json) {
        return (ObjectNode) JsonBody.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode whole(ObjectNode body) throws Exception {
        RecordedResponse response = send(body.put("stream", false));
        assertThat(response.status()).as(() -> response.document().toString()).isEqualTo(200);
        return response.document();
    }

    private static RecordedResponse send(JsonNode body) throws Exception {
        RecordedResponse response = new RecordedResponse();
        ENDPOINT.handle(body, response);
        return response;
    }
}
