/// The gyms that come with Baltoro, by name.
///
/// Start here: [Gyms].
@NullMarked
package dev.baltoro.rl.gym.standard;

import org.jspecify.annotations.NullMarked;
