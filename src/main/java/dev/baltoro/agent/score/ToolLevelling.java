package dev.baltoro.agent.score;

import dev.baltoro.text.chat.ToolDeclaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What a server's tools make no difference of, read from their schemas: arguments left out that
/// have a default, and several calls that could be one.
public final class ToolLevelling {
    private final Map<String, Map<String, JsonNode>> defaults = new HashMap<>();
    private final Map<String, BatchTool> batches = new HashMap<>();

    private ToolLevelling() {}

    /// {@return what is level for these tools}
    public static ToolLevelling of(List<ToolDeclaration> tools) {
        ToolLevelling levelling = new ToolLevelling();
        for (ToolDeclaration tool : tools) {
            JsonNode schema = tool.parameters();
            levelling.defaults.put(tool.name(), DocumentedDefaults.of(schema));
            BatchTool.of(tool.name(), schema)
                    .ifPresent(batch -> levelling.batches.put(tool.name(), batch));
        }
        return levelling;
    }

    /// {@return the documented defaults of a tool's arguments}
    public Map<String, JsonNode> defaults(String tool) {
        return defaults.getOrDefault(tool, Map.of());
    }

    /// {@return calls in which those that follow one another and could be one are one}
    List<MadeCall> joined(List<MadeCall> calls) {
        List<MadeCall> joined = new ArrayList<>();
        for (MadeCall call : calls) {
            BatchTool batch = batches.get(call.name());
            if (batch == null || !batch.fits(call.arguments())) {
                joined.add(call);
                continue;
            }
            MadeCall last = joined.isEmpty() ? call : joined.getLast();
            boolean goesOn =
                    !joined.isEmpty()
                            && last.name().equals(call.name())
                            && batch.fits(last.arguments());
            if (goesOn) {
                joined.removeLast();
            }
            JsonNode arguments =
                    goesOn ? batch.joined(last.arguments(), call.arguments()) : call.arguments();
            joined.add(new MadeCall(call.name(), batch.grouped(arguments)));
        }
        return joined;
    }
}
