/// The learning rate as a pure function of the step. May use `train.recipe`.
///
/// Start here: [WarmupStableDecay].
@NullMarked
package dev.baltoro.train.schedule;

import org.jspecify.annotations.NullMarked;
