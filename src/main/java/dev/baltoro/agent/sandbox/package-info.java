/// Programs that a model wrote, run where they can do no harm: child processes without network,
/// with limits, in a folder of their own that vanishes with them.
///
/// Start here: [Sandbox] (a program in, an [Outcome] out), [SandboxPool] (warm children),
/// [Confinement] (how they are locked in), [Isolation] (what holds on this machine, as tried),
/// [PythonPlaces] (which Python).
///
/// Nothing that a program is judged by is where it could read or write it: a program gets its own
/// text and its input, and answers on its output; the caller compares. Uses no other room.
@NullMarked
package dev.baltoro.agent.sandbox;

import org.jspecify.annotations.NullMarked;
