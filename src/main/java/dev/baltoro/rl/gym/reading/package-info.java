/// Gyms of the domain reading: reasoning over short texts whose facts are generated.
@NullMarked
package dev.baltoro.rl.gym.reading;

import org.jspecify.annotations.NullMarked;
