package dev.baltoro.synth.agentic.task;

import dev.baltoro.stats.SplitMix64;
import java.util.List;

/// Tasks of several sources, by shares. Which source a task is of is decided by its agent, so that
/// each agent has one source, and there are as many as are asked for.
///
/// @param seed of the choice
/// @param agents how many there are; tasks go round them
/// @param parts with shares above 0
public record MixedTasks(long seed, int agents, List<Part> parts) implements TaskSource {
    public MixedTasks {
        parts = List.copyOf(parts);
    }

    /// A source and its share, over the sum of all shares.
    public record Part(TaskSource source, double share) {}

    @Override
    public AgentTask task(long index) {
        double sum = parts.stream().mapToDouble(Part::share).sum();
        long drawn = SplitMix64.mix(SplitMix64.mix(seed, 5), index % agents);
        double left = (drawn >>> 11) * 0x1.0p-53 * sum;
        for (Part part : parts.subList(0, parts.size() - 1)) {
            left -= part.share();
            if (left < 0) {
                return part.source().task(index);
            }
        }
        return parts.getLast().source().task(index);
    }
}
