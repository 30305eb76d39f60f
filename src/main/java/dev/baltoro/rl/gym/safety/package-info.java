/// The gym of the domain safety: mild, invented requests to refuse, and harmless ones that look
/// like them.
@NullMarked
package dev.baltoro.rl.gym.safety;

import org.jspecify.annotations.NullMarked;
