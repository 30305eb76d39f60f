package dev.baltoro.agent.catalog;

import dev.baltoro.agent.mcp.McpListing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One server in a file: what `tools/list` answers, a list of tools, or Toucan's layout, whose
/// tools were either listed by the server or read off a web page.
final class DumpRecord {
    private DumpRecord() {}

    /// {@return the server; empty if the file has no list of tools}
    static Optional<ServerTools> read(JsonNode json, String file) {
        JsonNode metadata = json.path("metadata");
        if (metadata.isObject()) {
            return toucan(json, metadata, file);
        }
        JsonNode list = json.isArray() ? json : json.path("tools");
        list = list.isMissingNode() ? json.path("result").path("tools") : list;
        if (!list.isArray()) {
            return Optional.empty();
        }
        String base = String.valueOf(Path.of(file).getFileName()).replaceFirst("\\.json$", "");
        return Optional.of(
                new ServerTools(base, file, List.of(), false, listing(list, List.of(), false)));
    }

    private static Optional<ServerTools> toucan(JsonNode json, JsonNode metadata, String file) {
        JsonNode listed = metadata.path("remote_server_response").path("tools");
        JsonNode crawled = metadata.path("server_info_crawled").path("tools");
        boolean fromPage = !listed.isArray() || listed.isEmpty() && !crawled.isEmpty();
        JsonNode list = fromPage ? crawled : listed;
        if (!list.isArray()) {
            return Optional.empty();
        }
        String server = metadata.path("server_name").asString(file);
        List<String> warnings = List.of();
        return Optional.of(
                new ServerTools(
                        server,
                        file,
                        labels(json.path("labels")),
                        fromPage,
                        listing(list, warnings, fromPage)));
    }

    private static List<String> labels(JsonNode labels) {
        Set<String> all = new LinkedHashSet<>();
        all.add(labels.path("primary_label").asString(""));
        labels.path("secondary_labels").forEach(label -> all.add(label.asString("")));
        all.add(labels.path("custom_label").asString(""));
        all.remove("");
        return List.copyOf(all);
    }

    private static McpListing listing(JsonNode list, List<String> warnings, boolean fromPage) {
        Set<String> names = new HashSet<>();
        list.forEach(tool -> names.add(tool.path("name").asString("")));
        List<JsonNode> entries = new ArrayList<>();
        for (JsonNode tool : list) {
            entries.add(tool instanceof ObjectNode object ? entry(object, names, fromPage) : tool);
        }
        return McpListing.read(entries, warnings);
    }

    /// {@return an entry as a server would list it}
    private static ObjectNode entry(ObjectNode tool, Set<String> names, boolean fromPage) {
        ObjectNode entry = tool.deepCopy();
        JsonNode parameters = entry.remove("parameters");
        JsonNode schema = entry.remove("input_schema");
        if (schema != null && !entry.has("inputSchema")) {
            entry.set("inputSchema", schema);
        } else if (parameters != null && parameters.isArray()) {
            entry.set("inputSchema", CrawledParameters.schema(tool, parameters, names));
        } else if (parameters != null && !entry.has("inputSchema")) {
            entry.set("inputSchema", parameters);
        }
        if (fromPage) {
            entry.put("description", CrawledParameters.description(tool));
        }
        return entry;
    }

    static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }
}
