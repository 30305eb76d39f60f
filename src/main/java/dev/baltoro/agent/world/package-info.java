/// One interface to environments, in Gymnasium's words: reset, step, observation, reward,
/// terminated, truncated.
///
/// Start here: [World] is what is acted in, [Task] what is to be done in it, [Episode] one attempt,
/// [Verifier] what decides whether it worked, [ToolWorld] a world of tools over a JSON state.
@NullMarked
package dev.baltoro.agent.world;

import org.jspecify.annotations.NullMarked;
