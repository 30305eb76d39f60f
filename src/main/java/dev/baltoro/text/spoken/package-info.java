/// Numbers, dates and places as people say them, and what they are in a program.
///
/// Start here: `SpokenNumber`, `SpokenDate`, `SpokenZone`.
@NullMarked
package dev.baltoro.text.spoken;

import org.jspecify.annotations.NullMarked;
