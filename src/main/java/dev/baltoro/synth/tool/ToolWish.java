package dev.baltoro.synth.tool;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// A call that somebody wants, before it is put into words.
///
/// @param blueprint of the tool
/// @param arguments of the call, or of one that lacks what is to be asked for
/// @param names how rows are named in place of their keys, by the key; a key that is not here is
///   said itself
public record ToolWish(Blueprint blueprint, ObjectNode arguments, Map<String, String> names) {
    public ToolWish {
        names = Map.copyOf(names);
    }

    /// {@return the inputs that the call has, in their order}
    List<ToolInput> said() {
        return blueprint.inputs().stream()
                .filter(input -> arguments.has(blueprint.written(input)))
                .toList();
    }
}
