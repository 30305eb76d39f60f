/// Conversations over the engine: a request in messages, tools and formats, an answer in text and
/// tool calls as they come.
///
/// Start here: [LocalModel] (opens a folder), [ChatEngine] (a request to answers), [Answer] (text
/// and calls as they come), [GenerationDefaults] (sampling where a request does not say),
/// [TextTokens].
///
/// What the HTTP API, the terminal chat and Java programs share. Uses `engine`, `engine.grammar`,
/// `model` to open a folder, and `text`; knows no wire format.
@NullMarked
package dev.baltoro.engine.chat;

import org.jspecify.annotations.NullMarked;
