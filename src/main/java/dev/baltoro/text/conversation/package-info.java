/// Conversations as people keep them in files, to be trained on: a JSON record each, in OpenAI's
/// form (`messages`, `tools`) or ShareGPT's (`conversations`). Files are read more generously than
/// requests, but what is malformed is refused with a reason.
///
/// Start here: [ConversationReader], [Conversation], [OpenAiRecord], [ShareGptRecord] (both make
/// the body that `text.openai` reads), [ConversationCheck].
///
/// May use `text.chat` and `text.openai`.
@NullMarked
package dev.baltoro.text.conversation;

import org.jspecify.annotations.NullMarked;
