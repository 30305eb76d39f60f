/// A world of text files by name.
@NullMarked
package dev.baltoro.agent.world.files;

import org.jspecify.annotations.NullMarked;
