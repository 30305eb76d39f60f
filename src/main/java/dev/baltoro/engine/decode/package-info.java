/// One step of incremental decoding with absorbed latent attention, made of the Vector API's
/// kernels.
///
/// Start here: [AbsorbedStep] (the whole step), [DecoderWeights] and [LayerWeights],
/// [AttentionPhases] and [MixturePhases] (the two halves of a layer), [StepBuffers],
/// [MeasuredTeamSize] (how many threads are worth it).
///
/// Uses `model` for the weights, `engine.cache` for the latents and `tensor` for the loops; knows
/// nothing of requests. The value of each score has the same bits whatever else is in the batch and
/// however many threads compute: every sum has one fixed order.
///
/// Letters in names of arrays: B rows, D hidden, H heads, R kv_lora_rank, N nope, X rope, E
/// experts, K selected, F width of one expert, V vocabulary.
@NullMarked
package dev.baltoro.engine.decode;

import org.jspecify.annotations.NullMarked;
