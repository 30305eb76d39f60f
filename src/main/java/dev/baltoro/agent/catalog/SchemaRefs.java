package dev.baltoro.agent.catalog;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/// What `$ref` stands for within one schema.
///
/// @param root the whole schema
record SchemaRefs(JsonNode root) {
    /// References that lead to references.
    private static final int CHAIN_MAX = 32;

    /// {@return the schema itself, or what it refers to; a missing node if that is nowhere}
    JsonNode followed(JsonNode schema) {
        JsonNode at = schema;
        for (int i = 0; i < CHAIN_MAX && at.path("$ref").isString(); i++) {
            at = target(at.path("$ref").asString());
        }
        return at.path("$ref").isString() ? root.path("/nowhere") : at;
    }

    private JsonNode target(String ref) {
        if (!ref.startsWith("#")) {
            return root.path("/nowhere");
        }
        JsonNode at = root;
        for (String step : ref.substring(1).split("/", -1)) {
            if (step.isEmpty() && at == root) {
                continue;
            }
            // only `+` is not what it is in a fragment
            String name =
                    URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8)
                            .replace("~1", "/")
                            .replace("~0", "~");
            at =
                    at.isArray() && name.matches("[0-9]{1,6}")
                            ? at.path(Integer.parseInt(name))
                            : at.path(name);
        }
        return at;
    }
}
