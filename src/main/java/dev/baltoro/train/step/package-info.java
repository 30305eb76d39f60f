/// One optimizer step, whatever is trained: pretraining, and later fine-tuning and reinforcement
/// learning, are loops around [TrainingStep].
///
/// Start here: [TrainingStep] is the step; a [BatchSource] says what it learns from, as
/// [StepBatch]es whose [dev.baltoro.tensor.kernel.TokenLoss] says what is minimised;
/// [TrainingState] is what a checkpoint keeps. May use `model`, `tensor`, `data` and the recipes'
/// records of settings; knows no run folder and no schedule.
@NullMarked
package dev.baltoro.train.step;

import org.jspecify.annotations.NullMarked;
