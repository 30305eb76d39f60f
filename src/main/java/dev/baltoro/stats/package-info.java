/// Statistics that more than one room needs: paired tests, shares and agreement with intervals,
/// spreads over seeds, and the mixer that seeds are derived with.
///
/// Start here: [PairedT] (is a difference more than chance), [McNemar] (the same of yes and no),
/// [Wilson] (a share with its interval), [Kappa] (how far two raters agree beyond chance), [Spread]
/// (mean and range over seeds), [SplitMix64] (derives seeds).
///
/// Uses no other room.
@NullMarked
package dev.baltoro.stats;

import org.jspecify.annotations.NullMarked;
