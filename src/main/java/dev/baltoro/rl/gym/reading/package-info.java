/// Gyms of the domain reading: reasoning over short texts whose facts are generated.
///
/// Start here: [ReadingComprehension] (the gym), [WhoHas] (a kind of its tasks).
@NullMarked
package dev.baltoro.rl.gym.reading;

import org.jspecify.annotations.NullMarked;
