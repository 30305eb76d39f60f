/// The page on which people review trajectories, and the one that says how far they agree.
///
/// Start here: [ReviewPage]; [ReviewRoutes] (what the page asks), [ReviewJson] (how it is told).
@NullMarked
package dev.baltoro.serve.web.review;

import org.jspecify.annotations.NullMarked;
