package dev.baltoro.synth.evolve;

import dev.baltoro.synth.tool.Blueprint;

/// A tool that exists, read as a blueprint: what its name, its parameters and its neighbours say
/// that it does. It is a parent of others, and never written out itself.
///
/// @param seed as it was found
/// @param blueprint as it was read
public record AdoptedTool(SeedTool seed, Blueprint blueprint) {}
