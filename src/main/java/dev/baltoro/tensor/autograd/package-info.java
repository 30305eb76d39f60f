/// Reverse-mode differentiation with hand-written backward passes.
///
/// Start here: [Tape] (remembers the steps back), [Variable] and [Parameter] (what flows and what
/// learns), [Gradients] (where sums collect), [GradientTurns] (in which order, if threads share
/// them), [Linear] (the shortest example), [LinearCrossEntropy] (output layer and loss in one).
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
