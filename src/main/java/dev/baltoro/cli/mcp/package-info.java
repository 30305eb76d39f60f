/// MCP servers behind the chat page of `baltoro serve`.
///
/// Start here: [McpPageTools].
@NullMarked
package dev.baltoro.cli.mcp;

import org.jspecify.annotations.NullMarked;
