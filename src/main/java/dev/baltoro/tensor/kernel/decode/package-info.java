/// The kernels of an incremental decode step: activations in Java arrays, weights and cache in
/// native memory, no libtorch call on the way.
///
/// Every result is a function of its own row and token alone: it has the same bits whatever else is
/// in the batch, however rows are split over threads, and whichever tile a loop took. Each kernel
/// has a vector and a plain form; [dev.baltoro.tensor.kernel.Kernels] decides which one runs.
///
/// May use `tensor` and `tensor.kernel`.
@NullMarked
package dev.baltoro.tensor.kernel.decode;

import org.jspecify.annotations.NullMarked;
