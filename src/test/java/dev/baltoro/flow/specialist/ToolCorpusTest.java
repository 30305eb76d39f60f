package dev.baltoro.flow.specialist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.agent.catalog.MeasuredTools;
import dev.baltoro.data.DataException;
import dev.baltoro.data.read.Document;
import dev.baltoro.text.chat.ToolDeclaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a user names for a base to learn from.
class ToolCorpusTest {
    private static final String DUMP =
            """
            {"tools": [
              {"name": "ring_bell", "description": "Rings a bell.", "inputSchema": {"type": "object",
                "required": ["tower", "times"],
                "properties": {"tower": {"type": "string"}, "times": {"type": "integer"}}}},
              {"name": "Read-File", "description": "Reads.", "inputSchema": {"type": "object",
                "properties": {"file": {"type": "string"}}}},
              {"name": "shift", "description": "Shifts a crate.", "inputSchema": {"type": "object",
                "properties": {"source": {"type": "string"}, "destination": {"type": "string"}}}}]}
            """;

    private static final List<ToolDeclaration> MEASURED =
            List.of(tool("read_file", "path"), tool("move_file", "source", "destination"));

    @TempDir private Path folder;

    @Test
    void whatIsLikeATestServersToolsIsLeftOutAndCounted() throws IOException {
        ToolCorpus corpus = ToolCorpus.read(List.of(dump()), MEASURED);
        assertThat(corpus.servers()).hasSize(1);
        assertThat(corpus.servers().getFirst())
                .extracting(ToolDeclaration::name)
                .containsExactly("ring_bell");
        assertThat(corpus.leftOut())
                .isEqualTo(Map.of(MeasuredTools.Reason.NAME, 1, MeasuredTools.Reason.SCHEMA, 1));
        assertThat(corpus.texts()).isEmpty();
    }

    @Test
    void aCorpusToolsAreCalledInConversations() throws IOException {
        ToolCorpus corpus = ToolCorpus.read(List.of(dump()), MEASURED);
        List<String> texts =
                InventedConversations.documentsOf(corpus, 1, 60).map(Document::text).toList();
        assertThat(texts).hasSizeBetween(20, 80); // 80 requests, one to four in a conversation
        assertThat(texts).anyMatch(text -> text.contains("functions.ring_bell:0"));
        assertThat(texts).noneMatch(text -> text.contains("Read-File"));
    }

    @Test
    void aFolderWithoutToolsIsText() throws IOException {
        Path notes = Files.createDirectory(folder.resolve("notes"));
        Files.writeString(notes.resolve("a.txt"), "The tower has four bells.");
        ToolCorpus corpus = ToolCorpus.read(List.of(notes), MEASURED);
        assertThat(corpus.servers()).isEmpty();
        assertThat(corpus.documents().map(Document::text))
                .containsExactly("The tower has four bells.");
    }

    @Test
    void aFolderWithNeitherIsAnError() throws IOException {
        Path nothing = Files.createDirectory(folder.resolve("nothing"));
        ToolCorpus corpus = ToolCorpus.read(List.of(nothing), MEASURED);
        assertThatThrownBy(corpus::documents)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("neither lists of tools nor texts");
    }

    @Test
    void inventedToolsThatAreWithheldAreLeftOutToo() {
        List<ToolDeclaration> invented = InventedConversations.tools(1, 0);
        ToolCorpus corpus =
                new ToolCorpus(
                        List.of(),
                        List.of(),
                        new MeasuredTools(List.of(invented.getFirst())),
                        Map.of(),
                        0);
        assertThat(corpus.kept(invented)).doesNotContain(invented.getFirst());
        assertThat(corpus.leftOutOfInvented(1, 1)).containsKey(MeasuredTools.Reason.NAME);
    }

    private Path dump() throws IOException {
        return Files.writeString(folder.resolve("server.json"), DUMP);
    }

    private static ToolDeclaration tool(String name, String... parameters) {
        StringBuilder properties = new StringBuilder();
        for (String parameter : parameters) {
            properties
                    .append(properties.isEmpty() ? "" : ", ")
                    .append("\"%s\": {\"type\": \"string\"}".formatted(parameter));
        }
        return ToolDeclaration.function(
                name, "", "{\"type\": \"object\", \"properties\": {%s}}".formatted(properties));
    }
}
