/// Wears a server down: many clients for a long time, some of them rude.
///
/// Uses `serve` and what that uses; only commands use it.
@NullMarked
package dev.baltoro.serve.bench;

import org.jspecify.annotations.NullMarked;
