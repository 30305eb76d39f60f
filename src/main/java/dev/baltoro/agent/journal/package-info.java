/// What the world outside answered, written down, so that a rerun reads it instead of asking again.
///
/// Start here: [Journal].
@NullMarked
package dev.baltoro.agent.journal;

import org.jspecify.annotations.NullMarked;
