package dev.baltoro.agent.catalog;

import dev.baltoro.agent.mcp.McpTool;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A tool that is kept.
public record CatalogTool(ServerTools from, McpTool tool) {
    /// {@return its line of `tools.jsonl`}
    ObjectNode line() {
        ObjectNode json =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("server", from.server())
                        .put("source", from.source());
        if (!from.labels().isEmpty()) {
            from.labels().forEach(json.putArray("labels")::add);
        }
        if (from.crawled()) {
            json.put("crawled", true);
        }
        json.setAll(tool.json());
        return json.put("signature", SignatureText.of(tool));
    }
}
