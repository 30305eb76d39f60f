package dev.baltoro.agent.evaluation;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Paths of a fixture that lies below a folder of its own: what requests call `/srv/x` is
/// `PREFIX/srv/x` on this machine. The model never sees the prefix.
///
/// @param prefix an absolute path without a slash at its end; empty if paths are what they seem
public record FixturePaths(String prefix) {
    /// Paths are what they seem.
    public static final FixturePaths PLAIN = new FixturePaths("");

    /// {@return arguments with the prefix before each absolute path}
    ObjectNode inside(ObjectNode arguments) {
        return prefix.isEmpty() ? arguments : (ObjectNode) prefixed(arguments);
    }

    private JsonNode prefixed(JsonNode value) {
        if (value.isString()) {
            String text = value.stringValue();
            return text.startsWith("/") && !text.startsWith(prefix + "/")
                    ? JsonMapper.shared().getNodeFactory().stringNode(prefix + text)
                    : value;
        }
        if (value.isArray()) {
            ArrayNode list = JsonMapper.shared().createArrayNode();
            value.forEach(one -> list.add(prefixed(one)));
            return list;
        }
        if (value.isObject()) {
            ObjectNode object = JsonMapper.shared().createObjectNode();
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                object.set(member.getKey(), prefixed(member.getValue()));
            }
            return object;
        }
        return value;
    }

    /// {@return a result without the prefix}
    String outside(String result) {
        return prefix.isEmpty() ? result : result.replace(prefix, "");
    }
}
