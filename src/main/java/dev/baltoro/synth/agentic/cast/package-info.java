/// Who takes part in a conversation: agents, each a system prompt and some tools, and people with a
/// manner, knowledge and patience.
///
/// Start here: [ToolAgents], [Persona].
@NullMarked
package dev.baltoro.synth.agentic.cast;

import org.jspecify.annotations.NullMarked;
