/// The pretraining loop: what happens in a step, what a run's state is, how it is measured, and
/// resume.
///
/// May use all other packages of `train`, `model`, `text` and `tensor`.
@NullMarked
package dev.baltoro.train.pretrain;

import org.jspecify.annotations.NullMarked;
