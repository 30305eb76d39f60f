/// Kimi K2's model: configuration, latent attention, router, experts, blocks, and its files.
///
/// May use `tensor` and `text`. Knows nothing of optimizers and requests.
@NullMarked
package dev.baltoro.model;

import org.jspecify.annotations.NullMarked;
