/// Kimi K2's model: configuration, latent attention, router, experts, blocks, and its files.
///
/// Start here: [K2Config] (all sizes), [Presets], [K2Model] (the forward pass), [Block] (a layer),
/// [LatentAttention], [TokenChoiceRouter], [GroupedExperts], [Telemetry] (what a pass reports
/// besides its result).
///
/// May use `io`, `tensor` and `text`. Knows nothing of optimizers and requests.
@NullMarked
package dev.baltoro.model;

import org.jspecify.annotations.NullMarked;
