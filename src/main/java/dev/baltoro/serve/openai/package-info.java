/// OpenAI's wire format: requests read with errors that name the field, answers and chunks written.
///
/// Knows no HTTP server: a handler takes a JSON document and a [ResponseSink]. Uses `engine`,
/// `engine.chat` and `text`.
@NullMarked
package dev.baltoro.serve.openai;

import org.jspecify.annotations.NullMarked;
