/// Text and tokens: the byte-level BPE tokenizer and K2's chat format. Knows nothing of tensors.
///
/// Start here: in `text.tokenizer`, `Tokenizer` (text to ids and back); in `text.chat`, `Message`,
/// `ChatEncoder` and `AnswerParser` (conversations to ids and back); in `text.openai`,
/// `ChatCompletionRequest`; in `text.template`, `FolderTemplate`; in `text.spoken`, `SpokenDate`.
@NullMarked
package dev.baltoro.text;

import org.jspecify.annotations.NullMarked;
