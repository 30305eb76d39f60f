/// The learning rate as a pure function of the step. May use `train.recipe`.
///
/// Start here: [WarmupStableDecay] (the only class).
@NullMarked
package dev.baltoro.train.schedule;

import org.jspecify.annotations.NullMarked;
