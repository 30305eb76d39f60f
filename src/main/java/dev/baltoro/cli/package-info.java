/// The `baltoro` command: [Main], and one small class a subcommand, here or in the packages inside.
/// A command reads its options, calls the room that does the work, and says what came out.
///
/// Start here: [Main], [QuickstartCommand], [PretrainCommand], [ServeCommand], [GenerateCommand].
@NullMarked
package dev.baltoro.cli;

import org.jspecify.annotations.NullMarked;
