package dev.baltoro.agent.domain;

import java.util.List;
import java.util.Map;

/// Subjects that are about the same.
///
/// @param name its first terms
/// @param terms words that tell it from the others, the most telling first
/// @param members subjects by their number, the nearest to the centre first
/// @param tools of all its members
/// @param labels how many members have each given label, the commonest first
public record Domain(
        String name,
        List<String> terms,
        List<Integer> members,
        int tools,
        Map<String, Integer> labels) {}
