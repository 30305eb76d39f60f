package dev.baltoro.rl.reward;

import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.Transcript;
import java.util.List;
import java.util.OptionalDouble;

/// Scores the answers to a task that no machine can verify.
@FunctionalInterface
public interface GroupJudge {
    /// {@return a score from 0 to 1 for each answer; none where the judge gave none, which costs
    /// that sample and no other}
    ///
    /// Lengths and looks are not paid for: what counts is the rubric.
    ///
    /// @param group episodes of the task that are over
    List<OptionalDouble> scores(Task.Judged task, List<Transcript> group)
            throws InterruptedException;
}
