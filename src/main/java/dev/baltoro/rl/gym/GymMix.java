package dev.baltoro.rl.gym;

import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.stats.SplitMix64;
import java.util.List;
import java.util.SplittableRandom;

/// An endless sequence of tasks from several gyms. Task `i` is a function of the mix and `i` alone.
///
/// @param seed of the tasks and of which gym comes when
public record GymMix(List<Part> parts, Split split, long seed) {
    /// A gym's part in it.
    ///
    /// @param weight its share, over the sum of all weights
    /// @param easiest least difficulty
    /// @param hardest largest difficulty; a gym that ends before is asked at its largest
    public record Part(Gym gym, double weight, int easiest, int hardest) {
        /// Refuses what cannot be drawn.
        public Part {
            if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "the weight of %s is %s; use a number over 0"
                                .formatted(gym.name(), weight));
            }
            if (easiest < 1 || hardest < easiest) {
                throw new IllegalArgumentException(
                        "difficulty %d to %d of %s; count from 1"
                                .formatted(easiest, hardest, gym.name()));
            }
        }
    }

    public GymMix {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a mix of no gyms; name some");
        }
    }

    /// {@return the task at a place, from 0}
    public Task task(long index) {
        SplittableRandom random = new SplittableRandom(SplitMix64.mix(seed, index));
        Part part = part(random.nextDouble());
        int most = Math.min(part.hardest, part.gym.difficultyMax());
        int least = Math.min(part.easiest, most);
        int difficulty = random.nextInt(least, most + 1);
        return part.gym.task(new TaskId(part.gym.name(), split, seed, index, difficulty));
    }

    private Part part(double chance) {
        double left = chance * parts.stream().mapToDouble(Part::weight).sum();
        for (Part part : parts) {
            left -= part.weight;
            if (left < 0) {
                return part;
            }
        }
        return parts.getLast();
    }
}
