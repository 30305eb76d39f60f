package dev.baltoro.synth.evolve;

import java.util.List;

/// A child with where it comes from.
///
/// @param parents ids of tools, or the path in the hierarchy
/// @param where the application that it belongs to
/// @param generation steps away from a tool that exists or from the hierarchy
/// @param explained whether its parameters are described
record Bred(
        Offspring child, List<String> parents, String where, int generation, boolean explained) {
    Bred {
        parents = List.copyOf(parents);
    }
}
