package dev.baltoro.flow.specialist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.ToolRequestFile;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Requests of a file among written ones.
class ExtraRequestsTest {
    private static ToolRequest request(String id) {
        return ToolRequestFile.parse(
                "{\"id\":\"%s\",\"request\":\"r\",\"expected\":[{\"name\":\"a\",\"arguments\":{}}],\"kind\":\"single\",\"difficulty\":\"easy\"}"
                        .formatted(id));
    }

    @Test
    void aShareOfTheNumbersHasOneOfTheFileTheSameEveryTime() {
        ExtraRequests mixed =
                new ExtraRequests(
                        number -> request("w" + number),
                        List.of(request("x"), request("y"), request("z")),
                        0.25);
        List<String> ids = LongStream.range(0, 4000).mapToObj(i -> mixed.apply(i).id()).toList();
        assertThat(LongStream.range(0, 4000).mapToObj(i -> mixed.apply(i).id())).isEqualTo(ids);
        // 4,000 draws of 0.25: 150 is five and a half standard deviations, of a third of it eleven
        assertThat(ids.stream().filter(id -> !id.startsWith("w")).count()).isBetween(850L, 1150L);
        for (String id : List.of("x", "y", "z")) {
            assertThat(ids.stream().filter(id::equals).count()).isBetween(230L, 440L);
        }
    }

    @Test
    void noRequestsAndOtherServersToolsAreRefused() {
        assertThatThrownBy(() -> new ExtraRequests(_ -> request("w"), List.of(), 0.5))
                .hasMessageContaining("at least one");
        assertThatThrownBy(() ->
                        ExtraRequests.check(
                                List.of(request("x")),
                                List.of(ToolDeclaration.function("b", "", "{}"))))
                .hasMessage("x calls a, which is no tool of this server");
    }
}
