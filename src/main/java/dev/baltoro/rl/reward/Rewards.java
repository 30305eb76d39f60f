package dev.baltoro.rl.reward;

import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.Verdict;
import dev.baltoro.rl.recipe.RewardSettings;
import dev.baltoro.rl.rollout.Rollout;
import dev.baltoro.rl.rollout.RolloutEnd;
import dev.baltoro.stats.SplitMix64;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// The rewards of a group: 1 for success, what the recipe pays for named parts, less a penalty for
/// running into a limit.
///
/// @param settings the recipe's
/// @param judge of tasks with a rubric
/// @param seed of random rewards
public record Rewards(RewardSettings settings, Optional<GroupJudge> judge, long seed) {
    /// {@return each rollout's reward; none of a rollout that failed or that the judge has no score
    /// for, which costs that sample alone}
    ///
    /// @param group rollouts of one task
    /// @throws IllegalArgumentException if the task has a rubric and there is no judge
    public List<OptionalDouble> of(List<Rollout> group) throws InterruptedException {
        List<OptionalDouble> plain =
                switch (group.getFirst().task()) {
                    case Task.Verified _ -> group.stream().map(this::verified).toList();
                    case Task.Judged judged -> judged(judged, group);
                };
        double[] lengths = lengthRewards(group);
        List<OptionalDouble> rewards = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            Rollout rollout = group.get(i);
            if (plain.get(i).isEmpty() || rollout.end() == RolloutEnd.FAILED) {
                rewards.add(OptionalDouble.empty());
            } else if (settings.random()) {
                rewards.add(OptionalDouble.of(coin(rollout)));
            } else {
                double penalty = rollout.isOverBudget() ? settings.overBudgetPenalty() : 0;
                rewards.add(OptionalDouble.of(plain.get(i).getAsDouble() - penalty + lengths[i]));
            }
        }
        return rewards;
    }

    private List<OptionalDouble> judged(Task.Judged task, List<Rollout> group)
            throws InterruptedException {
        GroupJudge scores =
                judge.orElseThrow(() ->
                        new IllegalArgumentException(
                                "task %s is judged by a rubric, and there is no judge: leave its gym out, or set one"
                                        .formatted(task.id())));
        return scores.scores(task, group.stream().map(Rollout::transcript).toList());
    }

    private OptionalDouble verified(Rollout rollout) {
        if (rollout.verdict().isEmpty()) {
            return OptionalDouble.empty();
        }
        Verdict verdict = rollout.verdict().get();
        double reward = verdict.success() ? 1 : 0;
        for (Map.Entry<String, Double> part : verdict.partial().entrySet()) {
            reward += settings.partial().getOrDefault(part.getKey(), 0.0) * part.getValue();
        }
        return OptionalDouble.of(reward);
    }

    /// Kimi k1.5's (§2.3.3): from +½ for the shortest of the group to −½ for the longest, only the
    /// negative part where the task was not done.
    private double[] lengthRewards(List<Rollout> group) {
        double[] rewards = new double[group.size()];
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (Rollout rollout : group) {
            least = Math.min(least, rollout.tokens().sampledCount());
            most = Math.max(most, rollout.tokens().sampledCount());
        }
        for (int i = 0; settings.lengthReward() > 0 && most > least && i < rewards.length; i++) {
            Rollout rollout = group.get(i);
            double place = (double) (rollout.tokens().sampledCount() - least) / (most - least);
            double own = 0.5 - place;
            rewards[i] = settings.lengthReward() * (rollout.isSuccess() ? own : Math.min(0, own));
        }
        return rewards;
    }

    /// The control: what a rollout is worth has nothing to do with what it did.
    private double coin(Rollout rollout) {
        return SplitMix64.mix(rollout.id().seed(seed)) & 1;
    }
}
