package dev.baltoro.rl.loop;

import dev.baltoro.agent.world.Task;
import dev.baltoro.rl.rollout.Rollout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/// The attempts at one task, and what each is worth.
///
/// @param number within the run, from 0
/// @param task what was attempted
/// @param domain of its gym
/// @param rollouts all of them, over
/// @param rewards one for each; none where a rollout counts for nothing
record Group(
        long number,
        Task task,
        String domain,
        List<Rollout> rollouts,
        List<OptionalDouble> rewards) {
    Group {
        rollouts = List.copyOf(rollouts);
        rewards = List.copyOf(rewards);
    }

    /// {@return the group without the rollouts that count for nothing, and of the others those
    /// whose oldest token was drawn by weights of version `oldest` or later}
    Group usable(long oldest) {
        List<Rollout> kept = new ArrayList<>();
        List<OptionalDouble> worth = new ArrayList<>();
        for (int i = 0; i < rollouts.size(); i++) {
            if (rewards.get(i).isPresent()
                    && rollouts.get(i).tokens().sampledCount() > 0
                    && rollouts.get(i).tokens().oldestVersion() >= oldest) {
                kept.add(rollouts.get(i));
                worth.add(rewards.get(i));
            }
        }
        return new Group(number, task, domain, kept, worth);
    }

    /// {@return whether its rewards differ, so that it can teach something}
    boolean hasVariance() {
        return rewards.stream().distinct().count() > 1;
    }

    /// {@return its rewards}
    ///
    /// @throws java.util.NoSuchElementException if a rollout has none
    double[] worth() {
        return rewards.stream().mapToDouble(OptionalDouble::orElseThrow).toArray();
    }

    /// {@return what of it a checkpoint needs}
    WaitingGroups.Waiting waiting() {
        return new WaitingGroups.Waiting(
                number,
                task.id(),
                rollouts.stream().map(Rollout::tokens).toList(),
                Collections.nCopies(rollouts.size(), 0L));
    }
}
