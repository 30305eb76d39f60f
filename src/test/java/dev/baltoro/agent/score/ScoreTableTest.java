package dev.baltoro.agent.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.ToolRequestFile;
import dev.baltoro.stats.Wilson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreTableTest {
    @TempDir Path folder;

    private static ToolRequest request(String id, String kind, String expected) {
        return ToolRequestFile.parse(
                "{\"id\":\"%s\",\"request\":\"r\",\"kind\":\"%s\",\"difficulty\":\"easy\",\"expected\":%s}"
                        .formatted(id, kind, expected));
    }

    private static final String CALL = "[{\"name\":\"t\",\"arguments\":{\"a\":1}}]";

    @Test
    void sharesAreOverTheRequestsThatTheyAreAbout() throws IOException {
        List<ToolRequest> requests =
                List.of(
                        request("a", "single", CALL),
                        request("b", "multi-step", CALL),
                        request("c", "no-tool", "[]"),
                        request("d", "ask-back", "[]"),
                        request("e", "single", CALL));
        List<Prediction> made = new ArrayList<>();
        made.add(PredictionFile.parse("{\"id\":\"a\",\"calls\":%s}".formatted(CALL)));
        made.add(PredictionFile.parse("{\"id\":\"b\",\"calls\":[{\"name\":\"t\"}]}"));
        made.add(PredictionFile.parse("{\"id\":\"c\",\"text\":\"No.\"}"));
        made.add(PredictionFile.parse("{\"id\":\"d\",\"calls\":%s}".formatted(CALL)));
        Path file = folder.resolve("predictions.jsonl");
        PredictionFile.write(file, made);
        Map<String, Prediction> read = PredictionFile.read(file);
        assertThat(read.values()).containsExactlyElementsOf(made);

        ScoreTable table = ScoreTable.of(requests, read, ToolLevelling.of(List.of()));
        assertThat(table.missing()).isEqualTo(1);
        Map<String, Wilson> shares = table.shares();
        assertThat(shares.get("all")).isEqualTo(Wilson.of(2, 5));
        assertThat(shares.get("calls")).isEqualTo(Wilson.of(1, 3));
        assertThat(shares.get("kind: single")).isEqualTo(Wilson.of(1, 2));
        assertThat(shares.get("tool names right (calls needed)")).isEqualTo(Wilson.of(2, 3));
        assertThat(shares.get("arguments right (names right)")).isEqualTo(Wilson.of(1, 2));
        assertThat(shares.get("no call where one was needed")).isEqualTo(Wilson.of(1, 3));
        assertThat(shares.get("calls instead of asking")).isEqualTo(Wilson.of(1, 1));
        assertThat(shares).doesNotContainKey("kind: parallel");
        assertThat(table.byTool()).isEqualTo(Map.of("t", Wilson.of(1, 3)));
    }

    @Test
    void lineThatIsNoPredictionIsNamed() throws IOException {
        Path file =
                Files.writeString(folder.resolve("p.jsonl"), "{\"id\":\"a\"}\n\n{\"calls\":[]}\n");
        assertThatIOException()
                .isThrownBy(() -> PredictionFile.read(file))
                .withMessageEndingWith("line 3: id is missing; give a string");
    }
}
