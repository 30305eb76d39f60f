package dev.baltoro.rl.gym;

import dev.baltoro.agent.world.Policy;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.Turn;
import dev.baltoro.stats.SplitMix64;
import java.util.Locale;

/// Policies that know nothing, and the one that knows all: between them lies what a model can do.
public enum Baseline {
    /// The task's own solver.
    SOLVER {
        @Override
        public Policy policy(Task.Verified task) {
            return task.solver().get();
        }
    },
    /// Random calls that the declarations allow, and short texts of the prompt's words.
    RANDOM {
        @Override
        public Policy policy(Task.Verified task) {
            long seed = SplitMix64.mix(task.id().seed(), task.id().index());
            return new RandomPolicy(SplitMix64.mix(seed, SALT));
        }
    },
    /// Says nothing.
    IDLE {
        @Override
        public Policy policy(Task.Verified task) {
            return (_, _) -> Turn.say("");
        }
    },
    /// Asks back, whatever it is told.
    ASKING {
        @Override
        public Policy policy(Task.Verified task) {
            return (_, _) -> Turn.say("Which one do you mean?");
        }
    };

    /// Keeps the chance of a policy apart from its task's.
    private static final long SALT = 0x5EED;

    /// {@return a policy for one episode}
    public abstract Policy policy(Task.Verified task);

    /// {@return its name in tables}
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
