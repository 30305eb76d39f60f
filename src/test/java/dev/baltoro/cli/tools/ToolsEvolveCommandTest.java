package dev.baltoro.cli.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ToolsEvolveCommandTest {
    @TempDir private Path folder;

    @Test
    void toolsOfAFileHaveChildrenWithTheirLineage() throws IOException {
        Path from = folder.resolve("tools.jsonl");
        Files.writeString(
                from,
                """
                {"server":"desk","name":"create_ticket","description":"Opens a ticket.","inputSchema":{"type":"object","properties":{"title":{"type":"string"}},"required":["title"]}}
                no JSON
                """);
        Path out = folder.resolve("made");
        Ran ran =
                Ran.of(
                        "tools",
                        "evolve",
                        from.toString(),
                        "--count",
                        "40",
                        "--out",
                        out.toString());
        assertThat(ran.code()).isZero();
        assertThat(ran.err())
                .contains("teacher: template")
                .contains("1 lines are no tools, the first line 2: no JSON")
                .containsPattern("names of parameters +[0-9]+ +[0-9]+");
        List<JsonNode> tools =
                Files.readAllLines(out.resolve("tools.jsonl")).stream()
                        .map(JsonMapper.shared()::readTree)
                        .toList();
        assertThat(tools).hasSize(40);
        assertThat(tools)
                .allSatisfy(tool -> {
                    assertThat(tool.path("inputSchema").path("type").asString())
                            .isEqualTo("object");
                    assertThat(tool.path("outputSchema").path("type").asString())
                            .isEqualTo("object");
                    assertThat(tool.path("semantics").path("action").asString()).isNotEmpty();
                    assertThat(tool.path("lineage").path("teacher").asString())
                            .isEqualTo("template");
                })
                .anySatisfy(tool ->
                        assertThat(tool.path("lineage").path("parents").toString())
                                .isEqualTo("[\"desk/create_ticket\"]"));
        assertThat(out.resolve("rejected.jsonl")).exists();
    }

    @Test
    void folderWithOtherThingsIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("diary.txt"), "dear diary");
        Ran ran = Ran.of("tools", "evolve", "--count", "3", "--out", folder.toString());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("holds something else than evolved tools");
        assertThat(folder.resolve("diary.txt")).exists();
    }

    @Test
    void fileWithoutToolsIsRefused() throws IOException {
        Path from = Files.writeString(folder.resolve("empty.jsonl"), "\n");
        Ran ran =
                Ran.of("tools", "evolve", from.toString(), "--out", folder.resolve("x").toString());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("has no tool; name a tools.jsonl of `tools collect`");
    }
}
