/// A world that remembers values by key.
@NullMarked
package dev.baltoro.agent.world.memory;

import org.jspecify.annotations.NullMarked;
