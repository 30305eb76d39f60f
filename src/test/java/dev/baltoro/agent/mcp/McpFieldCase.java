package dev.baltoro.agent.mcp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baltoro.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A small server that misbehaves in one way that is known from the field, in Python.
///
/// @param json what a good client does with it
/// @param folder of the servers
record McpFieldCase(JsonNode json, Path folder) {
    /// {@return the case of that number; the test is skipped where they are not}
    static McpFieldCase of(String id) throws IOException {
        Path file = TestData.require("../field-cases/mcp/cases.jsonl").toRealPath();
        assumeTrue(hasPython(), "no python3 here, which the servers from the field are written in");
        for (String line : Files.readAllLines(file)) {
            JsonNode json = Json.MAPPER.readTree(line);
            if (json.path("id").asString("").equals(id)) {
                return new McpFieldCase(json, file.resolveSibling("servers"));
            }
        }
        throw new IllegalArgumentException("no case " + id);
    }

    private static boolean hasPython() {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// {@return its command, from any folder}
    String command() {
        return json.path("command")
                .asString("")
                .replace("python3 servers/", "python3 " + folder + "/")
                .replace("\"servers/", "\"" + folder + "/");
    }

    List<String> tools() {
        List<String> names = new ArrayList<>();
        json.path("tools_expected").forEach(name -> names.add(name.asString()));
        return names;
    }
}
