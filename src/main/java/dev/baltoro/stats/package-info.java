/// Statistics that more than one room needs: paired tests, spreads over seeds, and the mixer that
/// seeds are derived with.
///
/// Uses no other room. Start with `PairedT` and `Spread`.
@NullMarked
package dev.baltoro.stats;

import org.jspecify.annotations.NullMarked;
