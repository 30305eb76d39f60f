/// The commands that measure an agent with tools.
///
/// Start here: [AgentEvalCommand] (asks a model), [AgentScoreCommand] (scores what was answered),
/// [ScoreReport] (what both print).
@NullMarked
package dev.baltoro.cli.agent;

import org.jspecify.annotations.NullMarked;
