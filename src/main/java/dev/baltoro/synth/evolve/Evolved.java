package dev.baltoro.synth.evolve;

import dev.baltoro.synth.tool.Blueprint;
import dev.baltoro.synth.tool.Fixed;
import dev.baltoro.synth.tool.Guard;
import dev.baltoro.synth.tool.InventedTool;
import dev.baltoro.synth.tool.Lineage;
import dev.baltoro.synth.tool.ToolInput;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A tool that evolution made.
///
/// @param tool with its lineage
/// @param where the application that it belongs to
/// @param generation how many steps it is away from a tool that exists or from the hierarchy
public record Evolved(InventedTool tool, String where, int generation) {
    /// {@return it as one that exists}
    public SeedTool seed() {
        JsonNode function = function();
        return new SeedTool(
                where,
                function.path("name").asString(),
                function.path("description").asString(),
                function.path("parameters"));
    }

    private JsonNode function() {
        return JsonMapper.shared().readTree(tool.declaration().json()).path("function");
    }

    /// {@return its line of `tools.jsonl`}
    public ObjectNode line() {
        JsonNode function = function();
        Lineage lineage = tool.lineage();
        ObjectNode line =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("id", lineage.id())
                        .put("server", where)
                        .put("name", function.path("name").asString())
                        .put("description", function.path("description").asString());
        line.set("inputSchema", function.path("parameters"));
        line.set("outputSchema", tool.resultSchema());
        line.set("semantics", semantics(tool.blueprint()));
        ObjectNode from =
                line.putObject("lineage")
                        .put("operator", lineage.operator())
                        .put("detail", lineage.detail());
        lineage.parents().forEach(from.putArray("parents")::add);
        from.put("generation", generation).put("teacher", lineage.teacher());
        return line;
    }

    private static ObjectNode semantics(Blueprint blueprint) {
        ObjectNode semantics =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("action", blueprint.action().name().toLowerCase(Locale.ROOT));
        if (!blueprint.parts().isEmpty()) {
            ArrayNode parts = semantics.putArray("parts");
            blueprint.parts().forEach(part -> parts.add(semantics(part)));
            return semantics;
        }
        semantics.put("table", blueprint.table().key()).put("key", blueprint.table().idKey());
        if (!blueprint.detail().isEmpty()) {
            semantics.put("of", blueprint.detail());
        }
        ObjectNode inputs = semantics.putObject("inputs");
        for (ToolInput input : blueprint.inputs()) {
            inputs.put(
                    blueprint.written(input),
                    (input.role() + " " + input.column().key()).toLowerCase(Locale.ROOT));
        }
        ObjectNode fixed = JsonMapper.shared().createObjectNode();
        for (Fixed one : blueprint.fixed()) {
            fixed.set(one.column(), JsonMapper.shared().readTree(one.json()));
        }
        if (!fixed.isEmpty()) {
            semantics.set("fixed", fixed);
        }
        for (Guard guard : blueprint.guards()) {
            semantics
                    .withArray("failures")
                    .add(
                            (guard.kind() + " " + guard.column() + " " + guard.value())
                                    .strip()
                                    .toLowerCase(Locale.ROOT));
        }
        return semantics;
    }
}
