/// The gym of the domain writing: creative writing and open questions, which no machine verifies.
///
/// Start here: [Writing].
@NullMarked
package dev.baltoro.rl.gym.writing;

import org.jspecify.annotations.NullMarked;
