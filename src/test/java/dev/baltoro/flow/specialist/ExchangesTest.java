package dev.baltoro.flow.specialist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.agent.catalog.MeasuredTools;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Several requests in one conversation.
class ExchangesTest {
    private static final ToolCorpus NO_CORPUS =
            new ToolCorpus(List.of(), List.of(), new MeasuredTools(List.of()), Map.of(), 0);

    private static final List<Message> CALLED =
            List.of(
                    new Message.System("Rooms: Attic."),
                    new Message.User("count the rooms"),
                    new Message.Assistant(
                            "",
                            List.of(ToolCall.of("count", 0, "{}"), ToolCall.of("list", 1, "{}"))));

    private static final List<Message> ASKED =
            List.of(
                    new Message.System("Rooms: Attic."),
                    new Message.User("rename one"),
                    new Message.Assistant("Which one?"));

    @Test
    void whatIsKnownStandsOnceAndCallsHaveResultsBeforeTheNextRequest() {
        Exchanges exchanges = new Exchanges(new Draws(1));
        exchanges.add(CALLED);
        exchanges.add(ASKED);
        exchanges.add(CALLED);
        List<Message> told = exchanges.told("count()\nlist()");
        assertThat(told.getFirst().content()).isEqualTo("count()\nlist()\nRooms: Attic.");
        assertThat(told)
                .extracting(message -> message.getClass().getSimpleName())
                .containsExactly(
                        "System",
                        "User",
                        "Assistant",
                        "ToolResult",
                        "ToolResult",
                        "Assistant",
                        "User",
                        "Assistant",
                        "User",
                        "Assistant");
        assertThat(((Message.ToolResult) told.get(4)).toolCallId()).isEqualTo("functions.list:1");
        assertThat(((Message.Assistant) told.getLast()).toolCalls())
                .extracting(ToolCall::id)
                .containsExactly("functions.count:2", "functions.list:3");
    }

    @Test
    void aBasesConversationsDeclareToolsOnceForUpToFourRequests() {
        List<String> texts =
                InventedConversations.documents(5, 240, NO_CORPUS)
                        .map(document -> document.text())
                        .toList();
        List<Long> users = texts.stream().map(text -> count(text, "<\\|im_user\\|>")).toList();
        assertThat(users).contains(1L, 2L, 3L, 4L);
        assertThat(texts.stream().mapToLong(text -> count(text, "<\\|im_system\\|>system")).max())
                .hasValue(1);
        assertThat(texts).doesNotHaveDuplicates();
    }

    private static long count(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }

    @Test
    void whatIsMeasuredHasOneRequestEach() {
        Stream<InventedConversations.Rendered> rendered =
                InventedConversations.rendered(3, 50, 1.0);
        assertThat(rendered.toList()).hasSize(50);
    }
}
