/// Measures reinforcement learning on a random model: whole iterations in each mode, how weights
/// are handed over, and many rollouts that wait for a tool.
///
/// Start here: [IterationBench], [HandoverBench], [WaitingBench].
///
/// Uses `train.bench` for the process's memory. Nothing uses it but the command.
@NullMarked
package dev.baltoro.rl.bench;

import org.jspecify.annotations.NullMarked;
