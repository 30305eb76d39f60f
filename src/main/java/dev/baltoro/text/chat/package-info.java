/// K2's chat format: turns, tool declarations, tool calls and their results, as one set of types
/// that is rendered to text and to token ids, masked for training, and parsed back while it is
/// made.
///
/// Uses `text.tokenizer`.
@NullMarked
package dev.baltoro.text.chat;

import org.jspecify.annotations.NullMarked;
