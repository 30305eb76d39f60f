/// Training: recipes and run folders, token shards, MuonClip, schedules and the loop.
///
/// Start here: in `train.recipe`, `Recipe` (what a run is told); in `train.pretrain`, `Pretraining`
/// (the loop); in `train.step`, `TrainingStep`; in `train.optim`, `ParameterOptimizer`,
/// `NewtonSchulz` and `QkClip`; in `train.run`, `RunFolder`.
///
/// May use `tensor`, `text` and `model`. Knows nothing of sampling and tools.
@NullMarked
package dev.baltoro.train;

import org.jspecify.annotations.NullMarked;
