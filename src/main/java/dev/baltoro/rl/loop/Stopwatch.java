package dev.baltoro.rl.loop;

import dev.baltoro.rl.loop.GroupSampler.Sampled;
import dev.baltoro.rl.loop.Learner.Learned;
import java.util.List;
import java.util.Optional;

/// Measures where an iteration's time goes.
final class Stopwatch {
    private final PolicyEngine engine;
    private final long began = System.nanoTime();
    private final double engineBefore;
    private double rolloutSeconds;
    private double engineSeconds;

    Stopwatch(PolicyEngine engine) {
        this.engine = engine;
        this.engineBefore = engine.seconds();
    }

    /// The last verdict is there.
    void rolledOut() {
        rolloutSeconds = seconds();
        engineSeconds = engine.seconds() - engineBefore;
    }

    private double seconds() {
        return (System.nanoTime() - began) * 1e-9;
    }

    /// {@return the figures of an iteration that ends now}
    IterationFigures figures(
            double temperature,
            Sampled sampled,
            List<Group> teaching,
            int stale,
            Optional<Learned> learned) {
        return new IterationFigures(
                temperature,
                sampled,
                teaching,
                stale,
                learned,
                rolloutSeconds,
                engineSeconds,
                seconds());
    }
}
