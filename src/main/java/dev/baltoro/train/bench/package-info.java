/// Measures training: tokens a second, share of the machine's own peak, what the optimizer takes,
/// memory.
///
/// Start here: [TrainingBench], [GemmPeak] (the machine's own rate), [ProcessMemory].
///
/// May use `data`, `model`, `tensor`, `train.recipe`, `train.step`, `train.pretrain` and
/// `train.optim`. Nothing uses it but the commands and `rl.bench`.
@NullMarked
package dev.baltoro.train.bench;

import org.jspecify.annotations.NullMarked;
