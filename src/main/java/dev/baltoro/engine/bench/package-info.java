/// Measures the engine: prompts, decoding, shared beginnings, new weights.
///
/// Uses `engine` and what that uses; only commands use it.
@NullMarked
package dev.baltoro.engine.bench;

import org.jspecify.annotations.NullMarked;
