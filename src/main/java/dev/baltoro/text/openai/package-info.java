/// OpenAI's wire format in both directions: messages, tools, formats, requests and answers, read
/// and written, whole and as events.
///
/// Reading is strict: a wrong value is a [FieldException] that names its field, and so is a field
/// that would change the answer and is not held ([Dialects]). Start here: [ChatCompletionRequest],
/// [ChatCompletionFormat], [ChatCompletion], [ChunkReader], [MessageReader], [MessageWriter],
/// [ToolReader], [Dialects]. Uses `text.chat` and `text.tokenizer`; knows no engine and no HTTP.
///
/// Another dialect has readers of its own over [Fields], makes the same
/// [dev.baltoro.text.chat.ChatRequest], and words answers by its own
/// [dev.baltoro.text.chat.AnswerFormat]: its [dev.baltoro.text.chat.StreamEvent]s may have names, a
/// part may be several events, and `closing` is where its last ones belong. Formats keep the state
/// of one response, so a format that numbers its events is a class and not a record.
@NullMarked
package dev.baltoro.text.openai;

import org.jspecify.annotations.NullMarked;
