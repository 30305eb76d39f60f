package dev.baltoro.cli.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsCollectCommandTest {
    private static final String LIST =
            "{\"tools\":[{\"name\":\"a\",\"inputSchema\":{\"type\":\"object\"}},{\"name\":\"b\",\"inputSchema\":7}]}";

    @TempDir private Path folder;

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(folder.resolve("out").resolve(file));
    }

    @Test
    void filesBecomeACatalogueAndWhatIsLeftOutHasItsReason() throws IOException {
        Path dump = Files.writeString(folder.resolve("server.json"), LIST);
        for (int i = 0; i < 2; i++) { // a second time it takes the place of the first
            Ran ran = Ran.of("tools", "collect", dump, "--out", folder.resolve("out"));
            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.out().strip()).isEqualTo(folder.resolve("out").toString());
            assertThat(ran.err()).containsPattern("kept +1");
        }
        assertThat(lines("tools.jsonl"))
                .singleElement()
                .asString()
                .contains("\"signature\":\"a()\"");
        assertThat(lines("rejected.jsonl"))
                .singleElement()
                .asString()
                .contains("\"name\":\"b\"", "\"reason\":\"no-tool\"", "not an object");
        assertThat(lines("catalog.json")).singleElement().asString().contains("\"kept\":1");
        assertThat(folder.resolve("out/calls.jsonl")).doesNotExist();
    }

    @Test
    void aServerThatCannotBeStartedCostsOnlyItself() throws IOException {
        Path dump = Files.writeString(folder.resolve("server.json"), LIST);
        Ran ran =
                Ran.of(
                        "tools",
                        "collect",
                        dump,
                        "--mcp",
                        "no-such-program",
                        "--mcp",
                        "no-such-other",
                        "--out",
                        folder.resolve("out"));
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("no-such-program does not start", "no-such-other");
    }

    @Test
    void whereNothingIsCollectedTheOneReasonIsTheError() {
        Ran ran =
                Ran.of(
                        "tools",
                        "collect",
                        "--mcp",
                        "no-such-program x",
                        "--out",
                        folder.resolve("out"));
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err().strip())
                .hasLineCount(1)
                .contains("no-such-program does not start: No such file or directory");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void misuseIsSaid() throws IOException {
        assertThat(Ran.of("tools", "collect", "--out", folder.resolve("out")).code()).isEqualTo(2);
        Ran call = Ran.of("tools", "collect", "--mcp", "x", "--call", "some", "--out", folder);
        assertThat(call.code()).isEqualTo(2);
        assertThat(call.err()).contains("none, read-only or all");
        Files.writeString(folder.resolve("mine.txt"), "keep");
        Ran other = Ran.of("tools", "collect", "--mcp", "x", "--out", folder);
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("holds something else");
    }
}
