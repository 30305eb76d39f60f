package dev.baltoro.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.intent.Awaited;
import dev.baltoro.engine.intent.IntentExample;
import dev.baltoro.engine.intent.IntentTrainer;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolChoice;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.chat.ToolUse;
import dev.baltoro.text.chat.WholeAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// A random model, which says nothing sensible by itself, held by a reader that knows one tool.
class IntentGuideTest {
    private static final TinyChat TINY = new TinyChat(1);

    private static final ToolDeclaration NOTE =
            ToolDeclaration.function(
                    "note",
                    "Keeps a note",
                    """
                    {"type": "object", "required": ["text"], "additionalProperties": false,
                      "properties": {"text": {"type": "string", "maxLength": 20}}}
                    """);

    private static final List<String> WORDS =
            List.of("ka", "ro", "mi", "tun", "ze", "lo", "ve", "shi", "pra");

    private static final ChatEngine HELD =
            new ChatEngine(
                    TINY.chat().engine(),
                    TinyChat.TOKENIZER,
                    TINY.chat().encoder(),
                    "held",
                    new GenerationDefaults(
                            Set.of(TinyChat.TOKENIZER.requireSpecialId("[EOS]")),
                            SamplingParameters.DEFAULT),
                    Optional.of(IntentTrainer.train(examples(), 1, Optional.empty())));

    @AfterAll
    static void close() {
        TINY.close();
    }

    private static List<IntentExample> examples() {
        List<IntentExample> examples = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String text = WORDS.get(i % WORDS.size()) + WORDS.get(i / 7 % WORDS.size());
            examples.add(
                    example(
                            "please note " + text,
                            new IntentExample.Wanted.Calls(
                                    List.of(
                                            ToolCall.of(
                                                    "note",
                                                    0,
                                                    "{\"text\":\"%s\"}".formatted(text))))));
            examples.add(
                    example(
                            "please note " + text + ", then the answer",
                            new IntentExample.Wanted.Calls(
                                    List.of(
                                            ToolCall.of(
                                                    "note", 0, "{\"text\":\"%s\"}".formatted(text)),
                                            ToolCall.of(
                                                    "note",
                                                    1,
                                                    "{\"text\":\"%s\"}"
                                                            .formatted(Awaited.MARK))))));
            examples.add(example("note something", new IntentExample.Wanted.Question()));
            examples.add(example("good morning", new IntentExample.Wanted.Text()));
        }
        return examples;
    }

    private static IntentExample example(String request, IntentExample.Wanted wanted) {
        return new IntentExample(List.of(new Message.User(request)), wanted);
    }

    private static WholeAnswer answer(ToolChoice choice, Message... messages)
            throws InterruptedException {
        DecodingOptions decoding =
                DecodingOptions.of(
                                SamplingParameters.DEFAULT.wishes().withTemperature(1).withSeed(3))
                        .withMaxTokens(90);
        ChatRequest request =
                ChatRequest.of(List.of(messages), decoding)
                        .withTools(new ToolUse(List.of(NOTE), choice, true));
        try (Answer answer = HELD.answer(request)) {
            return answer.whole();
        }
    }

    private static WholeAnswer answer(String request) throws InterruptedException {
        return answer(new ToolChoice.Auto(), new Message.User(request));
    }

    @Test
    void theCallIsTheReaders() throws Exception {
        WholeAnswer answer = answer("please note velotun");
        assertThat(answer.content()).isEmpty();
        assertThat(answer.toolCalls())
                .extracting(ToolCall::name, ToolCall::argumentsJson)
                .containsExactly(tuple("note", "{\"text\":\"velotun\"}"));
    }

    @Test
    void whatIsMissingIsAskedForAndEndsWithAQuestionMark() throws Exception {
        WholeAnswer answer = answer("note something");
        assertThat(answer.toolCalls()).isEmpty();
        assertThat(answer.content().strip()).endsWith("?");
    }

    @Test
    void whereNothingIsWantedNothingIsAskedOrCalled() throws Exception {
        WholeAnswer answer = answer("good morning");
        assertThat(answer.toolCalls()).isEmpty();
        assertThat(answer.content()).isNotEmpty().doesNotContain("?");
    }

    @Test
    void afterItsCallsTheModelCallsNothingMore() throws Exception {
        ToolCall made = ToolCall.of("note", 0, "{\"text\":\"velotun\"}");
        WholeAnswer answer =
                answer(
                        new ToolChoice.Auto(),
                        new Message.User("please note velotun"),
                        new Message.Assistant("", List.of(made)),
                        new Message.ToolResult(made.id(), "noted ".repeat(1000)));
        assertThat(answer.toolCalls()).isEmpty();
        assertThat(answer.usage().promptTokens()).isLessThan(2000);
    }

    @Test
    void aCallGoesOnWithWhatAnotherGaveBack() throws Exception {
        Message asked = new Message.User("please note velotun, then the answer");
        WholeAnswer first = answer(new ToolChoice.Auto(), asked);
        assertThat(first.toolCalls())
                .extracting(ToolCall::argumentsJson)
                .containsExactly("{\"text\":\"velotun\"}");
        List<Message> all = new ArrayList<>(List.of(asked, first.message()));
        all.add(new Message.ToolResult(first.toolCalls().getFirst().id(), "pra shi"));
        WholeAnswer second = answer(new ToolChoice.Auto(), all.toArray(Message[]::new));
        assertThat(second.toolCalls())
                .extracting(ToolCall::argumentsJson)
                .containsExactly("{\"text\":\"pra shi\"}");
        all.add(second.message());
        all.add(new Message.ToolResult(second.toolCalls().getFirst().id(), "ka"));
        assertThat(answer(new ToolChoice.Auto(), all.toArray(Message[]::new)).toolCalls())
                .isEmpty();
    }

    @Test
    void aClientsOwnChoiceCountsForMore() throws Exception {
        assertThat(answer(new ToolChoice.Required(), new Message.User("good morning")).toolCalls())
                .isNotEmpty();
        assertThat(
                        answer(new ToolChoice.None(), new Message.User("please note velotun"))
                                .toolCalls())
                .isEmpty();
    }

    @Test
    void aCallThatTheSchemaForbidsIsNotMade() throws Exception {
        String text = "velo and more of it than twenty letters";
        assertThat(answer("please note " + text).toolCalls())
                .extracting(ToolCall::argumentsJson)
                .noneMatch(arguments -> arguments.contains("letters"));
    }
}
