/// The JVM that runs one program of somebody else and dies. Its classes are copied to where a
/// sandbox can read them, alone: they use nothing but the JDK.
///
/// Start here: [JavaChild] (its main), [Compilation], [ProgramLoader].
@NullMarked
package dev.baltoro.agent.sandbox.child;

import org.jspecify.annotations.NullMarked;
