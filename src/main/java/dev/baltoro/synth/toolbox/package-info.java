/// Values for tools that calculate, convert, encode and check: sums in words, units, dates,
/// colours, cron expressions, texts in many scripts.
///
/// Start here: [Toolbox].
@NullMarked
package dev.baltoro.synth.toolbox;

import org.jspecify.annotations.NullMarked;
