/// Optimizers: MuonClip and AdamW, who of the parameters gets which, QK-Clip, and the experts'
/// balance.
///
/// May use `tensor` and `model`; knows nothing of data and of the loop.
///
/// Letters: B matrices of one shape, N rows, M columns.
@NullMarked
package dev.baltoro.train.optim;

import org.jspecify.annotations.NullMarked;
