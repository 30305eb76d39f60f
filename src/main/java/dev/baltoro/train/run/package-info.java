/// The run folder: the recipe as run, metrics, checkpoints, and the report and progress line that
/// are drawn from them.
///
/// Start here: [RunFolder] (what lies where), [RunPlan] (what it must know of a recipe), [Metric]
/// and [MetricsLog], [CheckpointShelf] (which checkpoints are kept), [RunHistory], [Report].
///
/// May use `train.recipe`. Knows nothing of tensors: what a checkpoint holds is its writer's
/// affair.
@NullMarked
package dev.baltoro.train.run;

import org.jspecify.annotations.NullMarked;
