package dev.baltoro.serve.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.chat.TinyChat;
import java.util.ArrayList;
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
    private static final Completions ENDPOINT = new Completions(TINY.chat(), AnswerTimes.IGNORED);

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
