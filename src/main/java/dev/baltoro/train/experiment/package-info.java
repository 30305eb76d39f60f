/// Experiments: many runs that put one question to several variants, their summary and its plots.
///
/// Start here: [ExperimentRuns] (variants × seeds), [ExperimentFolder], [Summary],
/// [ExperimentReport].
///
/// May use `io`, `stats`, `train.pretrain`, `train.recipe`, `train.run`, and of `train.step` the
/// error that ends a run. The only package that draws charts as pictures; knows nothing of tensors.
@NullMarked
package dev.baltoro.train.experiment;

import org.jspecify.annotations.NullMarked;
