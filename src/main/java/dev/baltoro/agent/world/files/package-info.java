/// A world of text files by name.
///
/// Start here: [FileTools].
@NullMarked
package dev.baltoro.agent.world.files;

import org.jspecify.annotations.NullMarked;
