package dev.baltoro.rl.loop;

import dev.baltoro.rl.loop.CoreLending.CoreSeconds;
import dev.baltoro.rl.loop.GroupSampler.Sampled;
import dev.baltoro.rl.loop.Learner.Learned;
import java.util.Optional;

/// Measures where an iteration's time goes.
final class Stopwatch {
    private final PolicyEngine engine;
    private final CoreLending cores;
    private final boolean overlaps;
    private final long began = System.nanoTime();
    private final double engineBefore;
    private final CoreSeconds coresBefore;
    private double rolloutSeconds;
    private double engineSeconds;

    /// @param overlaps whether engine and trainer compute at the same time
    Stopwatch(PolicyEngine engine, CoreLending cores, boolean overlaps) {
        this.overlaps = overlaps;
        this.engine = engine;
        this.engineBefore = engine.seconds();
        this.cores = cores;
        this.coresBefore = cores.coreSeconds();
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
            double temperature, Sampled sampled, Lesson lesson, Optional<Learned> learned) {
        return new IterationFigures(
                temperature,
                sampled,
                lesson,
                learned,
                rolloutSeconds,
                engineSeconds,
                seconds(),
                overlaps,
                cores.coreSeconds().since(coresBefore));
    }
}
