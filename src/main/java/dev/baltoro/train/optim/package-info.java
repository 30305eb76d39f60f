/// Optimizers: MuonClip and AdamW, which parameter gets which, QK-Clip, and the experts' balance.
///
/// Start here: [ParameterRules] (which rule updates which parameter), [ParameterOptimizer] (Muon
/// and AdamW), [NewtonSchulz], [QkClip], [ExpertBalance].
///
/// May use `tensor` and `model`; knows nothing of data and of the loop.
///
/// Letters: B matrices of one shape, N rows, M columns.
@NullMarked
package dev.baltoro.train.optim;

import org.jspecify.annotations.NullMarked;
