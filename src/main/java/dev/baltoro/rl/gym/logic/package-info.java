/// Gyms of the domain logic: puzzles, codes, and questions over facts and tables.
@NullMarked
package dev.baltoro.rl.gym.logic;

import org.jspecify.annotations.NullMarked;
