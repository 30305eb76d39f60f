/// The `baltoro` command: one small class a subcommand, no logic of its own. May use every room.
@NullMarked
package dev.baltoro.cli;

import org.jspecify.annotations.NullMarked;
