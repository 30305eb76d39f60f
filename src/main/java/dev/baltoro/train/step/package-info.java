/// One optimizer step, whatever is trained: pretraining, fine-tuning and reinforcement learning are
/// loops around [TrainingStep].
///
/// Start here: [TrainingStep] (the step), [BatchSource] (what it learns from), [StepBatch] (rows
/// and the [dev.baltoro.tensor.kernel.TokenLoss] to minimise), [BatchCompute] (rows to workers),
/// [GradientSum], [TrainingState] (what a checkpoint keeps).
///
/// May use `model`, `tensor`, `data` `io`, `train.optim`, the recipes' records of settings and the
/// metrics' of `train.run`; knows no run folder and no schedule.
@NullMarked
package dev.baltoro.train.step;

import org.jspecify.annotations.NullMarked;
