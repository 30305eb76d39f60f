/// `baltoro review …`: people look at trajectories.
///
/// Start here: [ReviewCommand], [ReviewExportCommand].
@NullMarked
package dev.baltoro.cli.review;

import org.jspecify.annotations.NullMarked;
