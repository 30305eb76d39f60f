/// The pretraining loop: what happens in a step, what a run's state is, how it is measured, and
/// resume.
///
/// Start here: [Pretraining] (what a run consists of), [PretrainingRun] (the loop and its files),
/// [StagedData] (the data by stages), [Timeline], [ResumeCheck] (may a run go on), [SampleWriter].
///
/// May use what `train` may, and all of its packages below the loops: `recipe`, `schedule`,
/// `optim`, `step` and `run`.
@NullMarked
package dev.baltoro.train.pretrain;

import org.jspecify.annotations.NullMarked;
