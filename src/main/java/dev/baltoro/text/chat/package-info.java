/// K2's chat format: turns, tool declarations, tool calls and their results, as one set of types
/// that is rendered to text and to token ids, masked for training, and parsed back while it is
/// made.
///
/// Start here: [Message] (a turn), [Marker] (K2's chat tokens), [ChatTemplate] (how turns are
/// written), [ChatEncoder] (a conversation to ids), [AnswerStream] (ids to text and calls as they
/// come), [ToolCall], [ChatRequest] and [WholeAnswer] (what is asked and answered).
///
/// Uses `text.tokenizer`.
@NullMarked
package dev.baltoro.text.chat;

import org.jspecify.annotations.NullMarked;
