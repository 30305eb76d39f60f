package dev.baltoro.agent.catalog;

import dev.baltoro.agent.mcp.McpListing;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a catalogue back, or any file with a tool a line in the protocol's form.
public final class CatalogReader {
    /// Lines of a file.
    static final int LINES_MAX = 1_000_000;

    private CatalogReader() {}

    /// {@return the servers with their tools, in the file's order}
    ///
    /// @param from a folder that [CatalogFolder] wrote, or a file like its `tools.jsonl`
    /// @throws IOException if it cannot be read, has a line that is not JSON, or no tool at all
    public static List<ServerTools> read(Path from) throws IOException {
        Path file = Files.isDirectory(from) ? from.resolve("tools.jsonl") : from;
        Map<List<String>, List<JsonNode>> servers = new LinkedHashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (++number > LINES_MAX) {
                    throw new IOException(
                            "%s has more than %,d lines; split it".formatted(file, LINES_MAX));
                }
                if (!line.isBlank()) {
                    JsonNode json = JsonMapper.shared().readTree(line);
                    servers.computeIfAbsent(place(json), _ -> new ArrayList<>()).add(json);
                }
            }
        } catch (JacksonException e) {
            throw new IOException(
                    "%s: not JSON, one tool a line: %s".formatted(file, e.getOriginalMessage()), e);
        } catch (MalformedInputException e) {
            throw new IOException(file + " is not UTF-8 text; name a tools.jsonl", e);
        }
        List<ServerTools> read = new ArrayList<>();
        servers.forEach((place, entries) -> read.add(server(place, entries)));
        read.removeIf(server -> server.listing().tools().isEmpty());
        if (read.isEmpty()) {
            throw new IOException(file + " has no tool; name what `tools collect` wrote");
        }
        return read;
    }

    private static List<String> place(JsonNode json) {
        return List.of(json.path("server").asString(""), json.path("source").asString(""));
    }

    private static ServerTools server(List<String> place, List<JsonNode> entries) {
        JsonNode first = entries.getFirst();
        List<String> labels = new ArrayList<>();
        first.path("labels").forEach(label -> labels.add(label.asString("")));
        return new ServerTools(
                place.getFirst(),
                place.getLast(),
                labels,
                first.path("crawled").asBoolean(false),
                McpListing.read(entries, List.of()));
    }
}
