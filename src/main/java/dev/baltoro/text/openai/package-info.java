/// OpenAI's wire format in both directions: messages, tools, formats, requests and answers, read
/// and written, whole and as events.
///
/// Reading is strict: a wrong value is a [FieldException] that names its field. Uses `text.chat`
/// and `text.tokenizer`; knows no engine and no HTTP.
@NullMarked
package dev.baltoro.text.openai;

import org.jspecify.annotations.NullMarked;
