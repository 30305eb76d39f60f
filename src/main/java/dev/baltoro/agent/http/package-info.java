/// What clients of any HTTP server need: tools', and models'.
///
/// Start here: [AskedPause].
@NullMarked
package dev.baltoro.agent.http;

import org.jspecify.annotations.NullMarked;
