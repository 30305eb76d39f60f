package dev.baltoro.agent.toolbelt;

import dev.baltoro.agent.mcp.McpListing;
import dev.baltoro.agent.mcp.McpTool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Shelves for tests, whose tools answer with their name and arguments.
final class Shelves {
    private static final ToolShelf.Caller ECHO =
            (name, arguments) -> new BeltAnswer(name + " " + arguments, false, Optional.empty());

    private Shelves() {}

    /// {@return tools of `name: description` each}
    static List<McpTool> tools(String... told) {
        List<JsonNode> entries = new ArrayList<>();
        for (String one : told) {
            String[] parts = one.split(": ", 2);
            entries.add(
                    JsonMapper.shared()
                            .createObjectNode()
                            .put("name", parts[0])
                            .put("description", parts[1]));
        }
        return McpListing.read(entries, List.of()).tools();
    }

    static ToolShelf small() {
        ToolShelf shelf = new ToolShelf();
        shelf.add(
                "Weather",
                tools(
                        "get_forecast: Weather forecast for a city. Takes days.",
                        "search: Finds places by name."),
                ECHO);
        shelf.add(
                "Mail",
                tools(
                        "send_mail: Sends an electronic letter to somebody.",
                        "search: Finds letters by their words.",
                        "search_tools: Finds spanners."),
                ECHO);
        return shelf;
    }

    /// {@return a shelf of `count` tools with descriptions of about `chars` characters}
    static ToolShelf wide(int count, int chars) {
        ToolShelf shelf = new ToolShelf();
        String[] told = new String[count];
        for (int i = 0; i < count; i++) {
            told[i] = "tool_%d: %s".formatted(i, "word ".repeat(chars / 5));
        }
        shelf.add("wide", tools(told), ECHO);
        return shelf;
    }
}
