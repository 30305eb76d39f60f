package dev.baltoro.agent.mcp;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A result's content in words. Bytes are noted, never shown; a kind that the protocol does not
/// have is noted with what it holds, if that is short.
final class ContentText {
    private static final int UNKNOWN_CHARS_MAX = 200;

    private ContentText() {}

    /// {@return the items' words, a line break between two}
    ///
    /// @param content an array, or what a server sent instead
    /// @param result the whole; servers of the protocol's first draft have a `toolResult`
    static String of(JsonNode content, JsonNode result) {
        if (content.isArray()) {
            List<String> parts = new ArrayList<>();
            content.forEach(item -> parts.add(item(item)));
            return String.join("\n", parts);
        }
        if (content.isMissingNode() || content.isNull()) {
            JsonNode old = result.path("toolResult");
            return old.isMissingNode() || old.isNull() ? "" : plain(old);
        }
        return item(content);
    }

    private static String item(JsonNode item) {
        if (!item.isObject()) {
            return plain(item);
        }
        return switch (item.path("type").asString("")) {
            case "text" -> plain(item.path("text"));
            case "image", "audio" -> bytes(item, item.path("type").asString(), "data");
            case "resource" -> resource(item.path("resource"));
            case "resource_link" -> link(item);
            case String kind -> unknown(kind, item);
        };
    }

    private static String plain(JsonNode value) {
        return value.isString() ? value.asString() : value.isMissingNode() ? "" : value.toString();
    }

    private static String resource(JsonNode resource) {
        String kind = ("resource " + resource.path("uri").asString("")).strip();
        if (resource.path("text").isString()) {
            return resource.path("text").asString();
        }
        return bytes(resource, kind, "blob");
    }

    private static String bytes(JsonNode item, String kind, String field) {
        String base64 = item.path(field).asString("");
        int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
        long size = Math.max(0, base64.length() / 4 * 3L - padding);
        return "[%s, %s, %,d bytes]".formatted(kind, mediaType(item), size);
    }

    private static String mediaType(JsonNode item) {
        return item.path("mimeType").asString("no media type");
    }

    private static String link(JsonNode item) {
        StringBuilder text = new StringBuilder("[resource_link ");
        text.append(item.path("uri").asString(""));
        for (String field : List.of("title", "name", "description")) {
            if (item.path(field).isString()) {
                text.append(", ").append(item.path(field).asString());
            }
        }
        return text.append(", ").append(mediaType(item)).append(']').toString();
    }

    private static String unknown(String kind, JsonNode item) {
        String json = item.toString();
        String mediaType = item.path("mimeType").asString("");
        String note = kind.isEmpty() ? "[content without a type" : "[" + kind;
        note += mediaType.isEmpty() ? "" : ", " + mediaType;
        return json.length() <= UNKNOWN_CHARS_MAX ? note + ": " + json + "]" : note + "]";
    }
}
