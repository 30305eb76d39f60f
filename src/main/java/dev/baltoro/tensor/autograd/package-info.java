/// Reverse-mode differentiation with hand-written backward passes.
///
/// A [dev.baltoro.tensor.autograd.Tape] remembers, in order, how to send gradients back through
/// what was computed. libtorch's own engine is not used: here every saved tensor is named, freed
/// right after its step ran, and every sum has one order, so that training repeats to the last bit
/// on any number of threads.
///
/// Letters in tensor names: T tokens, D width in, F width out, V vocabulary.
@NullMarked
package dev.baltoro.tensor.autograd;

import org.jspecify.annotations.NullMarked;
