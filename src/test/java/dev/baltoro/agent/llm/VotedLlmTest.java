package dev.baltoro.agent.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.EndReason;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.Sampling;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.Usage;
import dev.baltoro.text.chat.WholeAnswer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What several answers agree on.
class VotedLlmTest {
    private final List<ChatRequest> asked = new ArrayList<>();

    @Test
    void theCallsThatMostMakeWinHoweverTheirArgumentsAreWritten() throws Exception {
        Llm voted =
                voted(
                        call("{\"a\":1,\"b\":2}"),
                        call("{\"a\":3,\"b\":2}"),
                        call("{ \"b\": 2, \"a\": 3 }"));
        assertThat(voted.answer(request()).toolCalls().getFirst().argumentsJson())
                .isEqualTo("{\"a\":3,\"b\":2}");
    }

    @Test
    void aTieBelongsToTheAnswerThatWasAskedFor() throws Exception {
        Llm voted = voted(call("{\"a\":1}"), call("{\"a\":2}"), text("Which one?"));
        assertThat(voted.answer(request()).toolCalls().getFirst().argumentsJson())
                .isEqualTo("{\"a\":1}");
    }

    @Test
    void questionsAgreeWithQuestionsInOtherWords() throws Exception {
        Llm voted = voted(call("{\"a\":1}"), text("Which one?"), text("What do you mean?"));
        assertThat(voted.answer(request()).content()).isEqualTo("Which one?");
    }

    @Test
    void theFirstIsDrawnAsAskedAndTheOthersFromSeedsOfTheirOwn() throws Exception {
        voted(text("a"), text("b"), text("c")).answer(request());
        assertThat(asked.getFirst()).isEqualTo(request());
        assertThat(asked.stream().map(one -> one.decoding().sampling().seed()).distinct())
                .hasSize(3);
        assertThat(asked.get(1).decoding().sampling().temperature()).hasValue(0.5);
    }

    @Test
    void votesHaveALimit() {
        assertThatThrownBy(() -> new VotedLlm(voted(), 65, 1))
                .hasMessage("votes are 65; use 1 to 64");
    }

    private static ChatRequest request() {
        return ChatRequest.of(
                List.of(new Message.User("do it")),
                DecodingOptions.of(Sampling.OPEN.withTemperature(0)));
    }

    private VotedLlm voted(WholeAnswer... answers) {
        Llm scripted =
                new Llm() {
                    @Override
                    public WholeAnswer answer(ChatRequest request) {
                        asked.add(request);
                        return answers[asked.size() - 1];
                    }

                    @Override
                    public String name() {
                        return "scripted";
                    }
                };
        return new VotedLlm(scripted, Math.max(1, answers.length), 0.5);
    }

    private static WholeAnswer call(String arguments) {
        return answer("", List.of(ToolCall.of("set", 0, arguments)));
    }

    private static WholeAnswer text(String text) {
        return answer(text, List.of());
    }

    private static WholeAnswer answer(String text, List<ToolCall> calls) {
        return new WholeAnswer(
                text,
                calls,
                List.of(),
                calls.isEmpty() ? EndReason.STOP : EndReason.TOOL_CALLS,
                new Usage(1, 1, 0));
    }
}
