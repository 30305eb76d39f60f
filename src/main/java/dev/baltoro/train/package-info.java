/// Training: recipes, the optimizer step and MuonClip, the loops of pretraining and fine-tuning,
/// run folders and their reports.
///
/// Start here: in `train.recipe`, `Recipe` (what a run is told); in `train.pretrain`, `Pretraining`
/// (the loop); in `train.step`, `TrainingStep`; in `train.optim`, `ParameterOptimizer`,
/// `NewtonSchulz` and `QkClip`; in `train.run`, `RunFolder`.
///
/// May use `io`, `stats`, `tensor`, `text`, `data` and `model`. Knows nothing of sampling and
/// tools.
@NullMarked
package dev.baltoro.train;

import org.jspecify.annotations.NullMarked;
