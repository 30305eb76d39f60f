/// Experiments: many runs that put one question to several variants, their summary and its plots.
///
/// Start here: [ExperimentRuns] (variants × seeds), [ExperimentFolder], [Summary],
/// [ExperimentReport].
///
/// May use `train.pretrain`, `train.recipe` and `train.run`. The only room that draws charts as
/// pictures; knows nothing of tensors.
@NullMarked
package dev.baltoro.train.experiment;

import org.jspecify.annotations.NullMarked;
