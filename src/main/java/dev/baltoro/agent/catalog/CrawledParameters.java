package dev.baltoro.agent.catalog;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Parameters that were read off a web page: names of texts, among them whatever else stood there
/// in the same type, which is left out: names of tools, words that a description begins with,
/// values.
final class CrawledParameters {
    /// What a page shows before a tool without a description.
    private static final String PAGE_HEADING = "Try in Playground";

    private static final Set<String> VALUES = Set.of("True", "False", "None", "Note", "Tip");

    private CrawledParameters() {}

    /// {@return a schema of them}
    ///
    /// @param names of all of the server's tools
    static ObjectNode schema(ObjectNode tool, JsonNode parameters, Set<String> names) {
        ObjectNode schema = DumpRecord.object().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.arrayNode();
        for (JsonNode parameter : parameters) {
            String name = parameter.path("name").asString("");
            boolean needed = parameter.path("required").asBoolean(false);
            if (name.isBlank() || !needed && isStray(name, tool, names)) {
                continue;
            }
            ObjectNode property = properties.putObject(name);
            property.put("type", parameter.path("type").asString("string"));
            if (parameter.path("description").isString()) {
                property.put("description", parameter.path("description").asString());
            }
            if (needed) {
                required.add(name);
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    private static boolean isStray(String name, ObjectNode tool, Set<String> names) {
        String begins = tool.path("description").asString("").strip();
        return names.contains(name)
                || VALUES.contains(name)
                || Character.isUpperCase(name.charAt(0)) && begins.startsWith(name + " ");
    }

    /// {@return the description, empty where it is the page's heading}
    static String description(ObjectNode tool) {
        String text = tool.path("description").asString("");
        return text.contains(PAGE_HEADING) ? "" : text;
    }
}
