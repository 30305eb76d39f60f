package dev.baltoro.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls as a model wrote them, without a grammar.
class CallCheckTest {
    private static final List<ToolDeclaration> DECLARED =
            List.of(
                    Tool.declare("now", "The time.").returning((_, _) -> "").declaration(),
                    Tool.declare(
                                    "heat",
                                    "Heat a bed.",
                                    ToolParameter.oneOf("bed", "fern", "moss"),
                                    ToolParameter.integer("to"))
                            .returning((_, _) -> "")
                            .declaration());

    private static boolean accepted(String name, String arguments) {
        return CallCheck.accepts(DECLARED, new ToolCall("call", name, arguments));
    }

    @Test
    void whatTheSchemaAllowsIsAccepted() {
        assertThat(accepted("heat", "{\"to\": 20, \"bed\": \"moss\"}")).isTrue();
        assertThat(accepted("now", "{}")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"bed\":\"rose\",\"to\":20}",
                "{\"bed\":\"moss\",\"to\":\"20\"}",
                "{\"bed\":\"moss\"}",
                "{\"bed\":\"moss\",\"to\":20,\"at\":3}",
                "{\"bed\":\"moss\",\"to\":20",
                "[]",
                ""
            })
    void anythingElseIsNot(String arguments) {
        assertThat(accepted("heat", arguments)).isFalse();
    }

    @Test
    void aToolThatIsNotDeclaredIsNot() {
        assertThat(accepted("cool", "{}")).isFalse();
        assertThat(CallCheck.accepts(List.of(), new ToolCall("call", "now", "{}"))).isFalse();
    }
}
