/// Byte-level BPE: K2's split pattern, tiktoken rank files, special tokens, a trainer.
///
/// Start here: [Tokenizer] (text to ids and back), [TokenizerFolder] (its files), [K2Splitter],
/// [BytePairMerge], [Vocabulary], [SpecialTokens], [StreamingDecoder] (ids to text one by one),
/// [BpeTrainer].
///
/// Text becomes UTF-8 bytes, the bytes are cut into pieces by K2's pattern ([K2Splitter]), and the
/// bytes of a piece are merged by rank ([BytePairMerge]). Uses nothing of Baltoro.
@NullMarked
package dev.baltoro.text.tokenizer;

import org.jspecify.annotations.NullMarked;
