package dev.baltoro.flow.specialist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.agent.request.WantedCall;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Credit for calls that are nearly right.
class ArgumentCreditTest {
    private static WantedCall call(String name, String arguments) {
        return new WantedCall(name, (ObjectNode) JsonMapper.shared().readTree(arguments));
    }

    private static final WantedCall MOVE =
            call("move", "{\"source\":\"/a\",\"destination\":\"/b\"}");

    @Test
    void theCallItselfHasAllOfItAndSilenceNone() {
        assertThat(ArgumentCredit.of(List.of(MOVE), List.of(MOVE))).isEqualTo(1);
        assertThat(ArgumentCredit.of(List.of(MOVE), List.of())).isZero();
        assertThat(ArgumentCredit.of(List.of(MOVE), List.of(call("copy", "{}")))).isZero();
        assertThat(ArgumentCredit.of(List.of(call("list", "{}")), List.of(call("list", "{}"))))
                .isEqualTo(1);
    }

    @Test
    void aRequestWithoutCallsHasNothingToBePaidForInPart() {
        assertThat(ArgumentCredit.of(List.of(), List.of())).isZero();
        assertThat(ArgumentCredit.of(List.of(), List.of(MOVE))).isZero();
    }

    @Test
    void valuesCountWhereTheyStand() {
        // one of three different values, at its place: /source /a; both ends the wrong way round
        // share none
        assertThat(
                        ArgumentCredit.of(
                                List.of(MOVE),
                                List.of(
                                        call(
                                                "move",
                                                "{\"source\":\"/a\",\"destination\":\"/c\"}"))))
                .isEqualTo(1.0 / 3);
        assertThat(
                        ArgumentCredit.of(
                                List.of(MOVE),
                                List.of(
                                        call(
                                                "move",
                                                "{\"source\":\"/b\",\"destination\":\"/a\"}"))))
                .isZero();
    }

    @Test
    void itemsOfListsAreValuesAndWhatWasNotAskedForCosts() {
        WantedCall wanted =
                call("add", "{\"items\":[{\"name\":\"x\",\"kind\":\"k\"},{\"name\":\"y\"}]}");
        WantedCall made = call("add", "{\"items\":[{\"name\":\"x\",\"kind\":\"k\"}],\"dry\":true}");
        assertThat(ArgumentCredit.of(List.of(wanted), List.of(made))).isEqualTo(0.5);
    }

    @Test
    void everyCallTooManyMakesItLess() {
        assertThat(ArgumentCredit.of(List.of(MOVE), List.of(MOVE, MOVE))).isEqualTo(0.5);
        assertThat(ArgumentCredit.of(List.of(MOVE, call("list", "{}")), List.of(MOVE)))
                .isEqualTo(0.5);
    }
}
