/// What an agent acts with and in: tools, sandboxes, worlds, and the models that judge it.
///
/// Start here: `world.World`, `world.Task`, `world.Episode`, `tool.Tool`. Knows nothing of
/// gradients.
@NullMarked
package dev.baltoro.agent;

import org.jspecify.annotations.NullMarked;
