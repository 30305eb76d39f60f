/// A world of a calculator, a converter of units, and a page to note results on.
///
/// Start here: [UnitTools], [Expression] (the calculator), [Unit] (the converter).
@NullMarked
package dev.baltoro.agent.world.units;

import org.jspecify.annotations.NullMarked;
