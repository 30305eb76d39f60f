/// Measures the engine: prompts, decoding, shared prefixes, new weights.
///
/// Start here: [EngineBench] (speed), [FairnessBench] (a short prompt beside a long one).
///
/// Uses `engine` and what that uses; only commands use it.
@NullMarked
package dev.baltoro.engine.bench;

import org.jspecify.annotations.NullMarked;
