package dev.baltoro.engine.grammar.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.chat.Answer;
import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.engine.chat.GenerationDefaults;
import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.KnownTools;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolChoice;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.chat.ToolUse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Random weights spell anything, so what holds here is held by the constraint alone.
class CopyConstraintTest {
    private static final int SEEDS = 25;
    private static final TinyChat TINY = new TinyChat(5);
    private static final String SCHEMA =
            """
            {"type": "object", "required": ["path", "edits", "free"], "properties": {
              "path": {"type": "string", "minLength": 3, "maxLength": 24, "x-copied": 2},
              "edits": {"type": "array", "minItems": 1, "maxItems": 2, "items": {
                "type": "object", "required": ["new"], "properties": {
                  "new": {"type": "string", "maxLength": 16, "x-copied": 1}}}},
              "free": {"type": "string", "minLength": 20, "maxLength": 24}}}
            """;
    private static final ToolDeclaration TOOL =
            ToolDeclaration.function("edit", "Edits a file", SCHEMA);
    private static final List<Message> CONVERSATION =
            List.of(
                    new Message.System("Allowed: /srv/café"),
                    new Message.User("in menu_2.txt \"flat white 3.40\" is 3.60 now, 日本語 too"));

    @AfterAll
    static void close() {
        TINY.close();
    }

    private static ChatEngine specialist() {
        ChatEngine chat = TINY.chat();
        return new ChatEngine(
                chat.engine(),
                chat.tokenizer(),
                new ChatEncoder(
                        chat.tokenizer(), ChatTemplate.K2.withKnown(new KnownTools(List.of(TOOL)))),
                "specialist",
                new GenerationDefaults(chat.endTokens(), chat.sampling()));
    }

    private static List<JsonNode> calls() throws InterruptedException {
        ChatEngine specialist = specialist();
        List<JsonNode> arguments = new ArrayList<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            ChatRequest request =
                    ChatRequest.of(
                                    CONVERSATION,
                                    DecodingOptions.of(
                                                    SamplingParameters.DEFAULT
                                                            .wishes()
                                                            .withTemperature(1)
                                                            .withSeed(seed))
                                            .withMaxTokens(400))
                            .withTools(
                                    new ToolUse(List.of(TOOL), new ToolChoice.Required(), false));
            try (Answer answer = specialist.answer(request)) {
                answer.whole()
                        .toolCalls()
                        .forEach(call ->
                                arguments.add(JsonMapper.shared().readTree(call.argumentsJson())));
            }
        }
        return arguments;
    }

    @Test
    void copiedArgumentsAreJoinedFromSpansOfTheConversation() throws InterruptedException {
        List<String> texts = new ArrayList<>(List.of("system", "user", "assistant"));
        CONVERSATION.forEach(message -> texts.add(message.content()));
        SpanCount spans = SpanCount.in(texts);
        List<JsonNode> calls = calls();
        assertThat(calls).hasSize(SEEDS);
        int copied = 0;
        int free = 0;
        for (JsonNode call : calls) {
            String path = call.path("path").asString();
            if (path.codePointCount(0, path.length()) < 24) { // else the schema may have cut it
                assertThat(spans.of(path, 2)).as(call.toString()).isLessThanOrEqualTo(2);
                copied++;
            }
            for (JsonNode edit : call.path("edits")) {
                String text = edit.path("new").asString();
                if (text.codePointCount(0, text.length()) < 16) {
                    assertThat(spans.of(text, 1)).as(text).isLessThanOrEqualTo(1);
                    copied++;
                }
            }
            free += spans.of(call.path("free").asString(), 2) > 2 ? 1 : 0;
        }
        assertThat(copied).as("values that were copied").isPositive();
        assertThat(free).as("free values that are no copies").isPositive();
    }

    @Test
    void aValueIsJoinedFromAsFewSpansAsItCan() {
        SpanCount spans =
                SpanCount.in(
                        List.of(
                                "Allowed: /opt/lab data",
                                "“run_02.csv” in notes, please: 日本語のメモ and \"two words\""));
        assertThat(spans.of("/opt/lab data", 4)).isEqualTo(1);
        assertThat(spans.of("run_02.csv", 4)).isEqualTo(1);
        assertThat(spans.of("/opt/lab data/run_02.csv", 4)).isEqualTo(2);
        assertThat(spans.of("/opt/lab data/notes/run_02.csv", 4)).isEqualTo(3);
        assertThat(spans.of("two words", 4)).isEqualTo(1);
        assertThat(spans.of("メモ", 4)).isEqualTo(1);
        assertThat(spans.of("", 4)).isZero();
    }

    @Test
    void namesAreNotCutApartAndWordsAreNotInvented() {
        SpanCount spans = SpanCount.in(List.of("Allowed: /opt/lab data", "read run_02.csv"));
        assertThat(spans.of("/opt", 4)).as("inside of a path").isEqualTo(5);
        assertThat(spans.of("run_02", 4)).as("inside of a name").isEqualTo(5);
        assertThat(spans.of("/opt/at data", 4)).isEqualTo(5);
        assertThat(spans.of("rea", 4)).isEqualTo(5);
    }
}
