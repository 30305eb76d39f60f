/// The report of a run of reinforcement learning: one HTML file, drawn while the run goes on.
///
/// Start here: [RlReport] (what is on the page), [Compared] (before and after), [Plots] (the
/// curves), [TranscriptViewer] (rollouts to read). The page's frame, and what makes text harmless
/// in it, is `train.run`'s.
@NullMarked
package dev.baltoro.rl.report;

import org.jspecify.annotations.NullMarked;
