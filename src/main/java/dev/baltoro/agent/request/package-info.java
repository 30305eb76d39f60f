/// Requests that people type to an agent with tools, and the calls that a good agent makes: the
/// form of files of such requests, which are scored, and of what is written to train on.
///
/// Start here: [ToolRequest] (a request and its right answers), [RequestContext] (what stands
/// before it), [WantedCall], [Freedom] (how an argument may differ), [ToolRequestFile].
@NullMarked
package dev.baltoro.agent.request;

import org.jspecify.annotations.NullMarked;
