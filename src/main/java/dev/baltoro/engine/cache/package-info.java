/// Bookkeeping of the latent key-value cache: which pages are free, who holds them, and which runs
/// of tokens they already hold the keys of.
///
/// Numbers only: nothing here has a tensor, nothing is synchronised. The engine's thread owns it.
/// Uses nothing of the other rooms.
@NullMarked
package dev.baltoro.engine.cache;

import org.jspecify.annotations.NullMarked;
