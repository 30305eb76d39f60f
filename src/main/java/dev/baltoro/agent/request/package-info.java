/// Requests that people type to an agent with tools, and the calls that a good agent makes.
///
/// Begin with [ToolRequest]: the form of files of such requests, which are scored, and of what is
/// written to train on.
@NullMarked
package dev.baltoro.agent.request;

import org.jspecify.annotations.NullMarked;
