/// Conversations of agents with tools, made for training (K2 report §3.1.1): agents and tasks with
/// rubrics, users, simulated tools, and filters. Each conversation is a pure function of a seed and
/// an index where no model takes part.
///
/// Start here: [TrajectoryMaker] (one conversation, from its task to its verdicts),
/// [TrajectoryLine] (how it is written down).
@NullMarked
package dev.baltoro.synth.agentic;

import org.jspecify.annotations.NullMarked;
