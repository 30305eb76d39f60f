/// The inference engine: a latent key-value cache in pages, a prefix tree, a scheduler that batches
/// continuously, sampling, grammar masks and weight generations.
///
/// Uses `model`, `text` and `tensor`; knows nothing of losses or HTTP. One platform thread owns all
/// tensors; callers are virtual threads that wait.
///
/// Letters in names of tensors and arrays: B sequences, T tokens, D hidden, H heads, V vocabulary.
@NullMarked
package dev.baltoro.engine;

import org.jspecify.annotations.NullMarked;
