/// Fused loops over tensors' memory, in the incubating Vector API: the only package that uses it.
///
/// Start here: [Kernels] (kernel or plain version), [Lanes] (vectors over addresses), [RmsNorm]
/// (the shortest example), [CausalSoftmax], [CrossEntropy], [TokenLoss] (what a loss must say),
/// [ExpertDispatch] (tokens to experts and back), [OptimizerLoops].
///
/// Each kernel stands beside a plain version made of tensor operations, which it is tested against
/// and which runs where the kernel cannot: on other devices, for widths that are not a multiple of
/// the vector length, and in a JVM that was started without `--add-modules jdk.incubator.vector`.
/// [dev.baltoro.tensor.kernel.Kernels] decides.
@NullMarked
package dev.baltoro.tensor.kernel;

import org.jspecify.annotations.NullMarked;
