/// Tensors exchanged between processes: sums, maxima, broadcasts, gathers, over torch.distributed's
/// Gloo.
///
/// Start here: [ProcessGroup] (the operations), [GlooGroup] (over TCP), [Rendezvous] (how processes
/// find each other).
///
/// Nothing of Baltoro uses it yet: training and serving take one machine. It is here for training
/// on several; its tests run it in several processes.
///
/// May use `tensor` only. It sees other parts' tensors through their memory
/// ([dev.baltoro.tensor.Tensor#memory]), so the binding's handles stay inside
/// [dev.baltoro.tensor.Tensor].
@NullMarked
package dev.baltoro.tensor.collective;

import org.jspecify.annotations.NullMarked;
