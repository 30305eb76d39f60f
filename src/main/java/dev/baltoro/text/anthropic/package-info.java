/// Anthropic's wire format: requests for messages read, answers written, whole and as named events.
///
/// Start here: [MessagesRequest], [BlockReader], [MessagesFormat]. Uses `text.chat` for the
/// records, and `text.openai` for the reading of fields, of formats and of what both dialects
/// share.
@NullMarked
package dev.baltoro.text.anthropic;

import org.jspecify.annotations.NullMarked;
