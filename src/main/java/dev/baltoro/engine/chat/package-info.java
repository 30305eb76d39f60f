/// Conversations over the engine: a request in messages, tools and formats, an answer in text and
/// tool calls as they come.
///
/// What the HTTP API, the terminal chat and Java programs share. Uses `engine`, `engine.grammar`,
/// `text`; knows no wire format.
@NullMarked
package dev.baltoro.engine.chat;

import org.jspecify.annotations.NullMarked;
