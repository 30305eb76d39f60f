/// Reinforcement learning: gyms of tasks, rollouts, rewards, the policy objective and the colocated
/// loop that lends cores between trainer and engine.
@NullMarked
package dev.baltoro.rl;

import org.jspecify.annotations.NullMarked;
