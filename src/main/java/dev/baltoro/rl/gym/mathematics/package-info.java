/// Gyms of the domain mathematics: answers are numbers and expressions that are evaluated exactly.
@NullMarked
package dev.baltoro.rl.gym.mathematics;

import org.jspecify.annotations.NullMarked;
