/// Wears a server down: many clients for a long time, some of them rude.
///
/// Start here: [Soak] (the whole run), [SoakClient] (one client).
///
/// Uses `serve` and what that uses; only commands use it.
@NullMarked
package dev.baltoro.serve.bench;

import org.jspecify.annotations.NullMarked;
