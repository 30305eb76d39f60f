/// Hugging Face folders in and out: a model's configuration and weights, checked against its shape.
///
/// May use `model` and `tensor`. What it writes, transformers opens with the same bits.
@NullMarked
package dev.baltoro.model.checkpoint;

import org.jspecify.annotations.NullMarked;
