/// Whether the calls that a model made are right: compared with those that were wanted, after what
/// no tool would notice is levelled out.
///
/// Start here: [RequestScorer] (judges one request), [RequestVerdict], [Prediction] (what a model
/// did), [ToolLevelling] (defaults, relative paths, calls that could be one), [ScoreTable].
///
/// Uses `agent.request` for what was wanted, and tools' declarations.
@NullMarked
package dev.baltoro.agent.score;

import org.jspecify.annotations.NullMarked;
