package dev.baltoro.text.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class KnownToolsTest {
    private static final ToolDeclaration READ = tool("read", "path", "head");
    private static final ToolDeclaration LIST = tool("list", "path");
    private static final KnownTools KNOWN = new KnownTools(List.of(READ, LIST));
    private static final List<Message> HELLO = List.of(new Message.User("Hello"));

    private static ToolDeclaration tool(String name, String... parameters) {
        StringBuilder properties = new StringBuilder();
        for (String parameter : parameters) {
            properties.append(properties.isEmpty() ? "" : ",");
            properties.append("\"%s\":{\"type\":\"string\"}".formatted(parameter));
        }
        return ToolDeclaration.function(
                name,
                "What it does",
                "{\"type\":\"object\",\"properties\":{%s}}".formatted(properties));
    }

    @Test
    void promptsLeaveTheDeclarationsOfKnownToolsOut() {
        ChatTemplate specialist = ChatTemplate.K2.withKnown(KNOWN);
        assertThat(specialist.render(HELLO, List.of(READ, LIST), true))
                .isEqualTo(ChatTemplate.K2.render(HELLO, List.of(), true));
        assertThat(ChatTemplate.K2.render(HELLO, List.of(READ), true))
                .contains("tool_declare", "\"read\"");
    }

    @Test
    void knownToolsAreThoseOfEveryConversationThatIsGivenAsIds() {
        ChatEncoder encoder = new ChatEncoder(ByteChat.TOKENIZER, ChatTemplate.K2.withKnown(KNOWN));
        int[] ids = encoder.encode(HELLO, List.of(READ), true).ids();
        assertThat(encoder.declared(ids)).isEqualTo(KNOWN.tools());
    }

    @Test
    void someOfTheKnownToolsAreTakenWhateverTheirDescriptionsSay() {
        ToolDeclaration reworded =
                ToolDeclaration.function(
                        "read",
                        "Another description",
                        "{\"properties\":{\"head\":{\"type\":\"number\"},\"path\":{}}}");
        assertThat(KNOWN.refusal(List.of())).isEmpty();
        assertThat(KNOWN.refusal(List.of(LIST))).isEmpty();
        assertThat(KNOWN.refusal(List.of(reworded, LIST))).isEmpty();
    }

    @Test
    void otherToolsAreRefusedByNameAndSoAreOtherParameters() {
        assertThat(KNOWN.refusal(List.of(READ, tool("delete", "path"))))
                .hasValueSatisfying(why -> assertThat(why).contains("read, list", "\"delete\""));
        assertThat(KNOWN.refusal(List.of(tool("list", "folder"))))
                .hasValueSatisfying(why -> assertThat(why).contains("[path]", "[folder]"));
    }

    @Test
    void aModelWithoutKnownToolsTakesAnyTool() {
        assertThat(KnownTools.NONE.refusal(List.of(READ))).isEmpty();
    }

    @Test
    void jsonHoldsThemAll() {
        assertThat(KnownTools.parse(KNOWN.json())).isEqualTo(KNOWN);
        assertThatThrownBy(() -> KnownTools.parse("{}"))
                .hasMessage("known tools are not a JSON array");
    }
}
