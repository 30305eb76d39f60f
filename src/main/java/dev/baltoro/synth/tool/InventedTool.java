package dev.baltoro.synth.tool;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.text.chat.ToolDeclaration;
import tools.jackson.databind.node.ObjectNode;

/// A tool that nobody has, with what it does.
///
/// @param blueprint from which all else follows
/// @param declaration what a model reads
/// @param lineage where it comes from
public record InventedTool(Blueprint blueprint, ToolDeclaration declaration, Lineage lineage) {
    /// {@return a blueprint written down}
    ///
    /// @param explained whether parameters are described
    public static InventedTool of(Blueprint blueprint, boolean explained, Lineage lineage) {
        return new InventedTool(
                blueprint, DeclarationWriter.declaration(blueprint, explained), lineage);
    }

    /// {@return what can be called}
    public Tool tool() {
        return new Tool(declaration, new Transition(blueprint));
    }

    /// {@return the JSON Schema of results that are no errors}
    public ObjectNode resultSchema() {
        return DeclarationWriter.result(blueprint);
    }
}
