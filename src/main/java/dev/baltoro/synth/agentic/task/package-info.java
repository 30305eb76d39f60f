/// Tasks for agents with tools, from simple to complex, each with a rubric: what the state must be
/// at the end, which tools are expected, checkpoints on the way, and what only a reader can judge.
///
/// Start here: [AgentTask], [UserGoal] (one thing that somebody wants), [InventedGoals] (goals that
/// a world can grant), [TaskCriterion].
@NullMarked
package dev.baltoro.synth.agentic.task;

import org.jspecify.annotations.NullMarked;
