/// The inference engine: a latent key-value cache in pages, a prefix tree, a scheduler that batches
/// continuously, sampling, grammar masks and weight generations.
///
/// Start here: [Engine] (the door), [GenerationRequest] and [TokenStream] (what goes in and comes
/// out), [EngineLoop] (one turn after another), [Scheduler] (who is computed next),
/// [CachedComputation] (tokens to keys and scores), [Sampler] (scores to a token), [EngineWeights]
/// (what `swap` changes).
///
/// Uses `model`, `text` and `tensor`; knows nothing of losses or HTTP. One platform thread owns all
/// tensors; callers are virtual threads that wait.
///
/// Letters in names of tensors and arrays: B sequences, T tokens, D hidden, H heads, V vocabulary.
@NullMarked
package dev.baltoro.engine;

import org.jspecify.annotations.NullMarked;
