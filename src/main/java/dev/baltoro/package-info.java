/// Baltoro: Kimi K2's system on the JVM. Each sub-package is a room; `ArchitectureTest` says which
/// room may use which.
@NullMarked
package dev.baltoro;

import org.jspecify.annotations.NullMarked;
