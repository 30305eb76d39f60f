/// Carries out the calls of written requests on the server that they are meant for, before a model
/// learns from them: which are accepted, which fail, which are refused as malformed, and what comes
/// back.
///
/// Start here: [ServerCheck] (the step), [CheckedCalls] (what it found out).
@NullMarked
package dev.baltoro.flow.check;

import org.jspecify.annotations.NullMarked;
