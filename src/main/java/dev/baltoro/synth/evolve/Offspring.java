package dev.baltoro.synth.evolve;

import dev.baltoro.synth.tool.Blueprint;

/// What an operator made.
///
/// @param blueprint of the child, named and described
/// @param detail what was done, in a few words
record Offspring(Blueprint blueprint, String detail) {}
