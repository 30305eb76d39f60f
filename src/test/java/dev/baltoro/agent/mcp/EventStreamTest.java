package dev.baltoro.agent.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private static EventStream stream(String text) {
        return new EventStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> read(String text) throws IOException {
        EventStream events = stream(text);
        List<String> all = new ArrayList<>();
        for (var event = events.next(); event.isPresent(); event = events.next()) {
            all.add(event.get().type() + "=" + event.get().data());
        }
        return all;
    }

    @Test
    void allThreeLineEndsEndLines() throws IOException {
        assertThat(read("data: a\n\ndata: b\r\n\r\ndata: c\r\rdata: d\n\n"))
                .containsExactly("message=a", "message=b", "message=c", "message=d");
    }

    @Test
    void dataOfSeveralLinesIsJoined() throws IOException {
        assertThat(read("data:a\ndata: b\ndata\ndata:  c\n\n"))
                .containsExactly("message=a\nb\n\n c");
    }

    @Test
    void commentsUnknownFieldsAndEventsWithoutDataAreNoEvents() throws IOException {
        assertThat(
                        read(
                                ": keep-alive\n\nretry: 500\n\nvendor: 7\nevent: x\n\nid: 1\n\ndata: a\n\n"))
                .containsExactly("message=a");
        assertThat(read("event: tick\ndata: 1\n\ndata: 2\n\n"))
                .containsExactly("tick=1", "message=2");
    }

    @Test
    void anEventAtTheEndCountsWithoutItsEmptyLine() throws IOException {
        assertThat(read("\uFEFFdata: a\n\ndata: grüße"))
                .containsExactly("message=a", "message=grüße");
    }

    @Test
    void idsAndPausesAreKept() throws IOException {
        EventStream events = stream("id: 7\nretry: 250\ndata: a\n\nid: 8\n");
        assertThat(events.next()).isPresent();
        assertThat(events.lastId()).isEqualTo("7");
        assertThat(events.retry()).isEqualTo(Optional.of(Duration.ofMillis(250)));
    }
}
