/// Gyms of tasks in tool worlds: what the user wants, how the world must be at the end, and one way
/// to get there. The worlds themselves, their state and tools, are in `agent.world`.
///
/// Start here: [Plan] is a task, [ToolGym] makes a gym of kinds of them, [MemoryGym] is the
/// smallest.
@NullMarked
package dev.baltoro.rl.gym.tools;

import org.jspecify.annotations.NullMarked;
