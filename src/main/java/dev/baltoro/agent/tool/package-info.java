/// Tools as the model sees them, a declaration by JSON Schema, with what they do behind it.
///
/// Start here: [Tool] (a declaration and what it does), [ToolParameter], [ToolFailure],
/// [CallCheck].
@NullMarked
package dev.baltoro.agent.tool;

import org.jspecify.annotations.NullMarked;
