/// The kernels of an incremental decode step: activations in Java arrays, weights and cache in
/// native memory, no libtorch call on the way.
///
/// Start here: [Matrix] (a weight as kernels read it), [RowDots] and [RowSums] (products with it),
/// [F32Dots] (one of their loops), [AbsorbedAttention], [LatentLayer] (where the cache lies),
/// [Team] (the threads that share a step).
///
/// Every result is a function of its own row and token alone: it has the same bits whatever else is
/// in the batch, however rows are split over threads, and whichever tile a loop took. Each kernel
/// has a vector and a plain form; [dev.baltoro.tensor.kernel.Kernels] decides which one runs.
///
/// May use `tensor` and `tensor.kernel`.
@NullMarked
package dev.baltoro.tensor.kernel.decode;

import org.jspecify.annotations.NullMarked;
