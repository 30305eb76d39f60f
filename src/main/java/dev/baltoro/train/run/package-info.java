/// The run folder: the recipe as run, metrics, checkpoints, and the report and progress line that
/// are drawn from them.
///
/// May use `train.recipe`. Knows nothing of tensors: what a checkpoint holds is its writer's
/// affair.
@NullMarked
package dev.baltoro.train.run;

import org.jspecify.annotations.NullMarked;
