/// A client of the Model Context Protocol that servers which misbehave cannot break: it starts a
/// server's program or calls its address, lists its tools, and calls them.
///
/// Start here: [McpServer] (a connected server), [McpOptions] (its limits), [McpTool], [McpResult],
/// [RpcSession] (requests and answers over a [Transport]), [StdioTransport].
///
/// The protocol is small: JSON-RPC in lines or over HTTP, three requests. It is written here,
/// without the official Java SDK, since what this package is for lies below the SDK's seams: its
/// transports read one message a line and end at the first that is not, where real servers print
/// banners; docs/lab-notes.md has the trial. Callers block, on virtual threads where they like.
@NullMarked
package dev.baltoro.agent.mcp;

import org.jspecify.annotations.NullMarked;
