package dev.baltoro.synth.evolve;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A file with a tool a line: what `tools collect` writes, or OpenAI's `tools` entries.
///
/// @param tools in the file's order
/// @param unread lines that are no tools, each as `line N: why`
public record SeedFile(List<SeedTool> tools, List<String> unread) {
    private static final List<String> SCHEMA_NAMES =
            List.of("inputSchema", "input_schema", "parameters", "schema");

    /// Most lines that are read.
    private static final int LINES_MAX = 1_000_000;

    public SeedFile {
        tools = List.copyOf(tools);
        unread = List.copyOf(unread);
    }

    /// Reads one.
    public static SeedFile read(Path file) throws IOException {
        List<SeedTool> tools = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String line = lines.readLine();
            for (int number = 1; line != null && number <= LINES_MAX; number++) {
                if (!line.isBlank()) {
                    try {
                        tools.add(tool(JsonMapper.shared().readTree(line)));
                    } catch (JacksonException e) {
                        unread.add("line %d: no JSON".formatted(number));
                    } catch (IllegalArgumentException e) {
                        unread.add("line %d: %s".formatted(number, e.getMessage()));
                    }
                }
                line = lines.readLine();
            }
        }
        return new SeedFile(tools, unread);
    }

    private static SeedTool tool(JsonNode line) {
        JsonNode tool = line.has("function") ? line.path("function") : line;
        tool = tool.has("tool") ? tool.path("tool") : tool;
        String name = tool.path("name").asString("");
        if (name.isBlank()) {
            throw new IllegalArgumentException("a tool has no name");
        }
        for (String schema : SCHEMA_NAMES) {
            if (tool.path(schema).isObject()) {
                JsonNode server = line.has("server") ? line.path("server") : tool.path("server");
                return new SeedTool(
                        server.isObject() ? server.path("name").asString("") : server.asString(""),
                        name,
                        tool.path("description").asString(""),
                        tool.path(schema));
            }
        }
        throw new IllegalArgumentException("tool " + name + " has no schema of its arguments");
    }
}
