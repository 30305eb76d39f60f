package dev.baltoro.rl.rollout;

import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.Transcript;
import dev.baltoro.agent.world.Verdict;
import java.util.Optional;

/// One attempt at a task that is over.
///
/// @param id which attempt
/// @param task what was attempted
/// @param tokens the whole conversation by ids
/// @param transcript the same as messages
/// @param verdict of a verified task
/// @param end how it ended
/// @param concluded whether it had used up its budget and was asked for its answer
/// @param remark one line on what failed; empty otherwise
public record Rollout(
        RolloutId id,
        Task task,
        TokenRecord tokens,
        Transcript transcript,
        Optional<Verdict> verdict,
        RolloutEnd end,
        boolean concluded,
        String remark) {
    /// {@return whether it would have gone on but for a limit on tokens}
    public boolean isOverBudget() {
        return concluded || end.isTruncated();
    }

    /// {@return whether its task was done}
    public boolean isSuccess() {
        return verdict.isPresent() && verdict.get().success();
    }
}
