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
import java.util.Set;
import java.util.stream.Collectors;
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
              "path": {"type": "string", "minLength": 3, "maxLength": 24, "x-copied": true},
              "edits": {"type": "array", "minItems": 1, "maxItems": 2, "items": {
                "type": "object", "required": ["new"], "properties": {
                  "new": {"type": "string", "maxLength": 16, "x-copied": true}}}},
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

    /// {@return a value without its last word if the schema's limit may have cut it}
    private static String uncut(String value, int most) {
        boolean full = value.codePointCount(0, value.length()) == most;
        return full ? value.replaceFirst("[\\p{L}\\p{N}\\p{M}]+$", "") : value;
    }

    private static Set<String> words(String text) {
        return CopiedWords.in(text).collect(Collectors.toSet());
    }

    @Test
    void wordsOfCopiedArgumentsStandInTheConversation() throws InterruptedException {
        Set<String> said =
                words(CONVERSATION.stream().map(Message::content).collect(Collectors.joining(" ")));
        said.addAll(Set.of("user", "system", "assistant")); // heads of turns are in the prompt too
        List<JsonNode> calls = calls();
        assertThat(calls).hasSize(SEEDS);
        int copied = 0;
        int others = 0;
        for (JsonNode call : calls) {
            List<String> values = new ArrayList<>();
            values.add(uncut(call.path("path").asString(), 24));
            call.path("edits").forEach(edit -> values.add(uncut(edit.path("new").asString(), 16)));
            for (String value : values) {
                assertThat(said).as(value).containsAll(words(value));
                copied += words(value).size();
            }
            others +=
                    (int)
                            words(call.path("free").asString()).stream()
                                    .filter(word -> !said.contains(word))
                                    .count();
        }
        assertThat(copied).as("words that were copied").isPositive();
        assertThat(others).as("words of the free argument").isPositive();
    }
}
