package dev.baltoro.serve.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.GeneratedToken;
import dev.baltoro.engine.Scored;
import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.serve.answer.AnswerTimes;
import dev.baltoro.serve.answer.ModelRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

class CompletionsTest {
    private static final TinyChat TINY = new TinyChat(5);
    private static final Completions ENDPOINT =
            new Completions(ModelRegistry.of(TINY.chat()), AnswerTimes.IGNORED);

    @AfterAll
    static void close() {
        TINY.close();
    }

    @Test
    void textIsContinuedInOpenAisShape() throws Exception {
        JsonNode document = whole(body("The glacier"));
        assertThat(document.path("id").asString()).startsWith("cmpl-");
        assertThat(document.path("object").asString()).isEqualTo("text_completion");
        JsonNode choice = document.path("choices").get(0);
        assertThat(choice.propertyNames())
                .containsExactlyInAnyOrder("text", "index", "logprobs", "finish_reason");
        assertThat(choice.path("finish_reason").asString()).isIn("length", "stop");
        assertThat(document.path("usage").path("prompt_tokens").asInt())
                .isEqualTo(TinyChat.TOKENIZER.encode("The glacier").length);
    }

    @Test
    void promptsOfAllKindsGiveTheSameText() throws Exception {
        String text = "The glacier";
        ArrayNode ids = JsonMapper.shared().createArrayNode();
        for (int id : TinyChat.TOKENIZER.encode(text)) {
            ids.add(id);
        }
        ArrayNode texts = JsonMapper.shared().createArrayNode().add(text);
        ArrayNode lists = JsonMapper.shared().createArrayNode().add(ids.deepCopy());
        List<String> answers = new ArrayList<>();
        for (JsonNode prompt : List.of(StringNode.valueOf(text), ids, texts, lists)) {
            ObjectNode body = body("");
            body.set("prompt", prompt);
            answers.add(whole(body).path("choices").get(0).path("text").asString());
        }
        assertThat(answers).hasSize(4).containsOnly(answers.getFirst());
        assertThat(answers.getFirst()).isNotEmpty();
    }

    @Test
    void choicesOfSeveralPromptsStandInARow() throws Exception {
        ObjectNode body = body("").put("n", 2);
        body.putArray("prompt").add("The glacier").add("Grüße");
        JsonNode choices = whole(body).path("choices");
        assertThat(choices.size()).isEqualTo(4);
        assertThat(choices.get(2).path("text").asString())
                .isEqualTo(whole(body("Grüße")).path("choices").get(0).path("text").asString());
        for (int i = 0; i < 4; i++) {
            assertThat(choices.get(i).path("index").asInt()).isEqualTo(i);
        }
    }

    @Test
    void streamJoinsToTheWholeText() throws Exception {
        ObjectNode body = body("The glacier").put("n", 2).put("echo", true);
        JsonNode choices = whole(body).path("choices");
        RecordedResponse stream = new RecordedResponse();
        ENDPOINT.handle(body.put("stream", true), stream);
        assertThat(stream.events().getLast()).isEqualTo("[DONE]");
        for (int i = 0; i < 2; i++) {
            StringBuilder text = new StringBuilder();
            for (JsonNode chunk : stream.chunks()) {
                JsonNode part = chunk.path("choices").get(0);
                text.append(part.path("index").asInt() == i ? part.path("text").asString() : "");
            }
            assertThat(text.toString())
                    .startsWith("The glacier")
                    .isEqualTo(choices.get(i).path("text").asString());
        }
    }

    @Test
    void logprobsAreFourListsOfOneLength() throws Exception {
        JsonNode logprobs =
                whole(body("The glacier").put("logprobs", 2))
                        .path("choices")
                        .get(0)
                        .path("logprobs");
        int tokens = logprobs.path("tokens").size();
        assertThat(tokens).isPositive();
        assertThat(logprobs.path("token_logprobs").size()).isEqualTo(tokens);
        assertThat(logprobs.path("top_logprobs").size()).isEqualTo(tokens);
        assertThat(logprobs.path("text_offset").size()).isEqualTo(tokens);
        assertThat(logprobs.path("text_offset").get(0).asInt()).isZero();
    }

    /// What an evaluation harness asks, and what it reads: the sum of a continuation's
    /// log-probabilities, and whether each of its tokens is the likeliest.
    @Test
    void echoedPromptIsScoredTokenForToken() throws Exception {
        int[] prompt = TinyChat.TOKENIZER.encode("The glacier 🏔 leads up");
        JsonNode choice = choice(scored(prompt).put("max_tokens", 1));
        JsonNode logprobs = choice.path("logprobs");
        requireEqualLists(logprobs, prompt.length + 1);
        assertThat(logprobs.path("token_logprobs").get(0).isNull()).isTrue();
        assertThat(logprobs.path("top_logprobs").get(0).isNull()).isTrue();
        List<GeneratedToken> scores = TINY.chat().engine().score(prompt, 3).join();
        float[] alone = Scored.logprobs(TINY.chat().engine(), prompt);
        for (int i = 1; i < prompt.length; i++) {
            double own = logprobs.path("token_logprobs").get(i).doubleValue();
            assertThat(own).isEqualTo(alone[i - 1]);
            List<Double> top =
                    logprobs.path("top_logprobs").get(i).values().stream()
                            .map(JsonNode::doubleValue)
                            .toList();
            boolean greedy =
                    scores.get(i - 1).alternatives().getFirst().id() == scores.get(i - 1).id();
            assertThat(top).hasSizeBetween(2, 4).contains(own);
            assertThat(Collections.max(top) == own).isEqualTo(greedy);
        }
    }

    @Test
    void likeliestTokenOfAPromptIsSeenToBe() throws Exception {
        int[] prompt = TinyChat.TOKENIZER.encode("The glacier");
        for (int i = 0; i < 8; i++) {
            int likeliest =
                    TINY.chat()
                            .engine()
                            .score(Arrays.copyOf(prompt, prompt.length + 1), 1)
                            .join()
                            .getLast()
                            .alternatives()
                            .getFirst()
                            .id();
            prompt = Arrays.copyOf(prompt, prompt.length + 1);
            prompt[prompt.length - 1] = likeliest;
        }
        JsonNode logprobs = choice(scored(prompt).put("max_tokens", 0)).path("logprobs");
        for (int i = prompt.length - 8; i < prompt.length; i++) {
            JsonNode own = logprobs.path("token_logprobs").get(i);
            assertThat(logprobs.path("top_logprobs").get(i).values())
                    .allMatch(other -> other.doubleValue() <= own.doubleValue());
        }
    }

    /// A harness drops the last token of `max_tokens` 1: there is one, whatever was drawn.
    @Test
    void tokenWithoutTextIsInTheLists() throws Exception {
        int[] prompt = TinyChat.TOKENIZER.encode("The glacier");
        for (String special : List.of("[EOS]", "<|im_end|>")) {
            int id = TinyChat.TOKENIZER.requireSpecialId(special);
            ObjectNode body = scored(prompt).put("max_tokens", 1);
            body.putObject("logit_bias").put(Integer.toString(id), 100);
            JsonNode choice = choice(body);
            assertThat(choice.path("text").asString()).isEqualTo("The glacier");
            JsonNode logprobs = choice.path("logprobs");
            requireEqualLists(logprobs, prompt.length + 1);
            assertThat(logprobs.path("tokens").get(prompt.length).asString()).isEqualTo(special);
            assertThat(StreamedTexts.join(stream(body), 0)).isEqualTo(choice);
        }
    }

    @Test
    void nothingIsMadeWithNoTokens() throws Exception {
        int[] prompt = TinyChat.TOKENIZER.encode("The glacier");
        JsonNode document = whole(scored(prompt).put("max_tokens", 0).put("n", 2));
        assertThat(document.path("usage").path("prompt_tokens").asInt()).isEqualTo(prompt.length);
        assertThat(document.path("usage").path("completion_tokens").asInt()).isZero();
        JsonNode choice = document.path("choices").get(0);
        assertThat(choice.path("text").asString()).isEqualTo("The glacier");
        assertThat(choice.path("finish_reason").asString()).isEqualTo("length");
        requireEqualLists(choice.path("logprobs"), prompt.length);
        assertThat(document.path("choices").get(1).path("logprobs"))
                .isEqualTo(choice.path("logprobs"));
        ObjectNode unscored = body("The glacier").put("echo", true).put("max_tokens", 0);
        assertThat(choice(unscored).path("text").asString()).isEqualTo("The glacier");
        assertThat(choice(unscored).path("logprobs").isNull()).isTrue();
    }

    @Test
    void noTokensAreAnEmptyText() throws Exception {
        JsonNode choice = choice(body("The glacier").put("max_tokens", 0));
        assertThat(choice.path("text").asString()).isEmpty();
        assertThat(choice.path("finish_reason").asString()).isEqualTo("length");
    }

    /// Offsets are checked on tokens that are whole code points: there the text stands.
    @Test
    void offsetsSayWhereTokensBeginInTheText() throws Exception {
        ObjectNode body = body("Grüße 🏔 up").put("echo", true).put("logprobs", 1);
        JsonNode choice = choice(body.put("max_tokens", 24));
        int[] text = choice.path("text").asString().codePoints().toArray();
        JsonNode logprobs = choice.path("logprobs");
        int checked = 0;
        for (int i = 0; i < logprobs.path("tokens").size(); i++) {
            String token = logprobs.path("tokens").get(i).asString();
            int at = logprobs.path("text_offset").get(i).asInt();
            int length = token.codePointCount(0, token.length());
            if (!token.startsWith("bytes:") && at + length <= text.length) {
                assertThat(new String(text, at, length)).isEqualTo(token);
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(10);
    }

    @Test
    void streamedEchoJoinsToTheWholeLists() throws Exception {
        ObjectNode body = body("").put("echo", true).put("logprobs", 2).put("n", 2);
        body.putArray("prompt").add("The glacier").add("Grüße 🏔");
        JsonNode choices = whole(body).path("choices");
        List<JsonNode> chunks = stream(body);
        for (int i = 0; i < 4; i++) {
            assertThat(StreamedTexts.join(chunks, i)).isEqualTo(choices.get(i));
        }
    }

    @Test
    void stopIsNotSearchedInTheEcho() throws Exception {
        ObjectNode body = body("The glacier").put("echo", true).put("stop", "glacier");
        assertThat(choice(body).path("text").asString()).startsWith("The glacier");
        assertThat(choice(body).path("text").asString().length()).isGreaterThan(11);
    }

    @Test
    void promptTooLongToScoreIsRefused() throws Exception {
        RecordedResponse response = new RecordedResponse();
        ENDPOINT.handle(scored(new int[2049]), response);
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.document().at("/error/param").asString()).isEqualTo("prompt");
        assertThat(response.document().at("/error/message").asString()).contains("2049", "2048");
        assertThat(TINY.chat().engine().statistics().waiting()).isZero();
    }

    private static ObjectNode scored(int... prompt) {
        ObjectNode body = body("").put("echo", true).put("logprobs", 3);
        ArrayNode ids = body.putArray("prompt");
        Arrays.stream(prompt).forEach(ids::add);
        return body;
    }

    private static void requireEqualLists(JsonNode logprobs, int size) {
        assertThat(logprobs.propertyNames())
                .containsExactlyInAnyOrder(
                        "tokens", "token_logprobs", "top_logprobs", "text_offset");
        assertThat(logprobs.values()).allMatch(list -> list.size() == size);
    }

    private static JsonNode choice(ObjectNode body) throws Exception {
        return whole(body).path("choices").get(0);
    }

    private static List<JsonNode> stream(ObjectNode body) throws Exception {
        RecordedResponse stream = new RecordedResponse();
        ENDPOINT.handle(body.deepCopy().put("stream", true), stream);
        assertThat(stream.events().getLast()).isEqualTo("[DONE]");
        return stream.chunks();
    }

    @Test
    void emptyPromptBeginsADocument() throws Exception {
        assertThat(whole(body("")).path("usage").path("prompt_tokens").asInt()).isEqualTo(1);
    }

    private static ObjectNode body(String prompt) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("model", "tiny")
                .put("prompt", prompt)
                .put("temperature", 1)
                .put("seed", 3);
    }

    private static JsonNode whole(ObjectNode body) throws Exception {
        RecordedResponse response = new RecordedResponse();
        ENDPOINT.handle(body, response);
        assertThat(response.status()).as(() -> response.document().toString()).isEqualTo(200);
        return response.document();
    }
}
