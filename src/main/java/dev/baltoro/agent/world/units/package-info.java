/// A world of a calculator, a converter of units, and a page to note results on.
///
/// Start here: [UnitTools], [Calculator], [Unit] (what the converter knows).
@NullMarked
package dev.baltoro.agent.world.units;

import org.jspecify.annotations.NullMarked;
