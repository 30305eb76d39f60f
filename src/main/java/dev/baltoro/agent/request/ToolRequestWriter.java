package dev.baltoro.agent.request;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a request as the JSON object of a line; what says nothing is left out.
final class ToolRequestWriter {
    private ToolRequestWriter() {}

    static ObjectNode json(ToolRequest request) {
        ObjectNode line = JsonMapper.shared().createObjectNode();
        line.put("id", request.id()).put("request", request.request());
        if (!request.context().equals(RequestContext.NONE)) {
            line.set("context", context(request.context()));
        }
        line.set("expected", calls(request.expected()));
        if (!request.accept().isEmpty()) {
            ArrayNode accept = line.putArray("accept");
            for (ToolRequest.Alternative other : request.accept()) {
                if (other.free().equals(request.free())) {
                    accept.add(calls(other.calls()));
                } else {
                    ObjectNode own = accept.addObject();
                    own.set("calls", calls(other.calls()));
                    own.set("free", free(other.free()));
                }
            }
        }
        if (!request.free().isEmpty()) {
            line.set("free", free(request.free()));
        }
        line.put("kind", request.kind().word());
        line.put("difficulty", request.difficulty().name().toLowerCase(Locale.ROOT));
        if (request.needsResults()) {
            line.put("needs_results", true);
        }
        if (!request.reply().isEmpty()) {
            line.put(request.kind() == RequestKind.ASK_BACK ? "ask" : "answer", request.reply());
        }
        putStrings(line, "ask_about", request.askAbout());
        return line;
    }

    private static ObjectNode context(RequestContext context) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        if (!context.facts().isEmpty()) {
            json.put("facts", context.facts());
        }
        if (!context.turns().isEmpty()) {
            json.set("turns", TurnsJson.write(context.turns()));
        }
        putStrings(json, "roots", context.roots());
        return json;
    }

    /// {@return calls as a list of names and arguments}
    static ArrayNode calls(List<WantedCall> calls) {
        ArrayNode list = JsonMapper.shared().createArrayNode();
        for (WantedCall call : calls) {
            list.addObject().put("name", call.name()).set("arguments", call.arguments());
        }
        return list;
    }

    private static ArrayNode free(List<Freedom> free) {
        ArrayNode list = JsonMapper.shared().createArrayNode();
        for (Freedom freedom : free) {
            list.addObject().put("path", freedom.path()).setAll(freedom.rule());
        }
        return list;
    }

    private static void putStrings(ObjectNode json, String key, List<String> strings) {
        if (!strings.isEmpty()) {
            strings.forEach(json.putArray(key)::add);
        }
    }
}
