/// Coding tasks: small repositories with a fault or a gap, whose tests run in a real sandbox.
///
/// Start here: [CodeTasks], [Repository] (files and the tools over them), [TestRun].
@NullMarked
package dev.baltoro.synth.agentic.code;

import org.jspecify.annotations.NullMarked;
