/// Invented tools: a hierarchy of domains, applications and tables, and tools over these tables
/// that can be run. No model has a part in it.
///
/// Start here: [InventedTools] (a server with 3 to 20 tools, drawn by seed and number), [Blueprint]
/// (a tool before it is written down as a declaration), [Transition] (what a call does to the
/// tables), [FunctionalCheck] (what a tool must do before it counts).
@NullMarked
package dev.baltoro.synth.tool;

import org.jspecify.annotations.NullMarked;
