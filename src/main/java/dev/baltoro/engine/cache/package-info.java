/// The latent key-value cache: its memory, which pages are free, who holds them, and which runs of
/// tokens they already hold the keys of.
///
/// Start here: [LatentCache] (the memory), [PagePool] (who holds which page), [PrefixTree] (which
/// tokens have pages already), [PrefixNode].
///
/// Bookkeeping is numbers only; [LatentCache] alone has tensors. Nothing is synchronised: the
/// engine's thread owns it, and lets others write to pages of their own. Uses `model` for the
/// shape, and `tensor`.
@NullMarked
package dev.baltoro.engine.cache;

import org.jspecify.annotations.NullMarked;
