/// Hugging Face folders in and out: a model's configuration and weights, checked against its shape.
///
/// Start here: [Checkpoints] (a folder to a model), [HuggingFaceFolder] (reads a folder),
/// [HuggingFaceExport] (writes one), [StoredNames] (what weights are called), [BlockFloat8],
/// [Quantization] (formats that are read or refused).
///
/// May use `model`, `tensor` and `io`. What it writes, transformers opens with the same bits.
@NullMarked
package dev.baltoro.model.checkpoint;

import org.jspecify.annotations.NullMarked;
