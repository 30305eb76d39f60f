/// Gyms of the domain mathematics: answers are numbers and expressions that are evaluated exactly.
///
/// Start here: [Arithmetic], [Equations], [TwentyFour]: a gym each; [Expression] (how answers are
/// evaluated).
@NullMarked
package dev.baltoro.rl.gym.mathematics;

import org.jspecify.annotations.NullMarked;
