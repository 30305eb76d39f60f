/// Gyms of the domain logic: puzzles, codes, and questions over facts and tables.
///
/// Start here: [Facts], [Tables], [Sudoku], [Cryptarithm], [Morse]: a gym each.
@NullMarked
package dev.baltoro.rl.gym.logic;

import org.jspecify.annotations.NullMarked;
