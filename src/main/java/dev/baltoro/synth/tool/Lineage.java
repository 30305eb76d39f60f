package dev.baltoro.synth.tool;

import java.util.List;

/// Where a tool comes from.
///
/// @param id of the tool
/// @param operator what made it: `invent`, or one of evolution's
/// @param parents the ids of what it was made of; a domain's path where it was invented
/// @param detail what the operator did, in a few words
/// @param teacher who wrote it
public record Lineage(
        String id, String operator, List<String> parents, String detail, String teacher) {
    /// No model: rules, word lists and grammars.
    public static final String TEMPLATE_TEACHER = "template";

    public Lineage {
        parents = List.copyOf(parents);
    }
}
