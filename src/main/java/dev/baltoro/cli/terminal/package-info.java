/// Where commands meet the terminal: streams, signals, exit codes, errors in one line, tables.
///
/// Start here: [CommandProcess], [StandardStreams], [Failures], [ErrorReport], [StopOnInterrupt],
/// [StopSignal], [JsonLines], [TextTable].
@NullMarked
package dev.baltoro.cli.terminal;

import org.jspecify.annotations.NullMarked;
