/// The run folder: the recipe as run, metrics, checkpoints, and the report and progress line that
/// are drawn from them.
///
/// Start here: [RunFolder] (what lies where), [RunPlan] (what it must know of a recipe), [Metric]
/// and [MetricsLog], [CheckpointShelf] (which checkpoints are kept), [RunHistory], [Report].
///
/// Uses `io` and `stats`, and of `tensor` the name of a dtype. Knows no recipe but through
/// [RunPlan], and no weights: what a checkpoint holds is its writer's affair.
@NullMarked
package dev.baltoro.train.run;

import org.jspecify.annotations.NullMarked;
