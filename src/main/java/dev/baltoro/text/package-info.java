/// Text and tokens: the byte-level BPE tokenizer and K2's chat format. Knows nothing of tensors.
@NullMarked
package dev.baltoro.text;

import org.jspecify.annotations.NullMarked;
