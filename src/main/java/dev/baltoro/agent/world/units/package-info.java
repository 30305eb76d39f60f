/// A world of a calculator, a converter of units, and a page to note results on.
@NullMarked
package dev.baltoro.agent.world.units;

import org.jspecify.annotations.NullMarked;
