/// Tensors exchanged between processes: sums, maxima, broadcasts, gathers, over torch.distributed's
/// Gloo.
///
/// May use `tensor` only. It sees other parts' tensors through their memory
/// ([dev.baltoro.tensor.Tensor#memory]), so the binding's handles stay inside
/// [dev.baltoro.tensor.Tensor].
@NullMarked
package dev.baltoro.tensor.collective;

import org.jspecify.annotations.NullMarked;
