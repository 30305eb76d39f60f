/// A world that remembers values by key.
///
/// Start here: [MemoryTools].
@NullMarked
package dev.baltoro.agent.world.memory;

import org.jspecify.annotations.NullMarked;
