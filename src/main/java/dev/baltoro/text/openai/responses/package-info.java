/// OpenAI's Responses API on the wire: requests read, answers written, whole and as named events.
///
/// Nothing is stored, so a request brings its whole conversation, and what asks for stored things
/// is refused by name. Start here: [ResponsesRequest], [ItemReader], [ResponsesFormat]. Uses
/// `text.openai` for fields, formats and decoding.
@NullMarked
package dev.baltoro.text.openai.responses;

import org.jspecify.annotations.NullMarked;
