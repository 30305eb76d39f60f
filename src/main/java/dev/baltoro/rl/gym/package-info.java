/// Gyms: endless families of tasks, each a pure function of seed and index, with held-out splits by
/// construction.
///
/// Start here: [Gym].
@NullMarked
package dev.baltoro.rl.gym;

import org.jspecify.annotations.NullMarked;
