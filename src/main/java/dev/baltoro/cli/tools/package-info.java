/// `baltoro tools`: the tools of MCP servers, and files of them.
///
/// Start here: [ToolsCommand], [ToolsCollectCommand].
@NullMarked
package dev.baltoro.cli.tools;

import org.jspecify.annotations.NullMarked;
