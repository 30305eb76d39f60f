/// Thousands of tools for an agent with a short context: a few tools that search, show, add and
/// drop others stand for all.
///
/// Start here: [Toolbelt] (the tools that an agent sees), [ToolShelf] (all that there are),
/// [ToolSearch] (which of them a request is about), [BeltLimits], [BeltServer] (a belt as an MCP
/// server on two streams).
///
/// Nothing here knows where a tool runs: [ToolShelf.Caller] does.
@NullMarked
package dev.baltoro.agent.toolbelt;

import org.jspecify.annotations.NullMarked;
