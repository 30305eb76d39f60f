package dev.baltoro.train.schedule;

import dev.baltoro.train.recipe.Schedule;
import dev.baltoro.train.recipe.SftRecipe;

/// K2's learning rate (report §2.5): a linear rise, a long constant stretch, a cosine to a floor
/// and a linear anneal to the end. Steps count from 0; each stretch reaches its target on its last
/// step.
///
/// @param peak the constant rate
/// @param floor where the cosine ends
/// @param end the rate of the last step
/// @param warmupSteps steps of the rise; step 0 has `peak / warmupSteps`
/// @param constantSteps steps at `peak`
/// @param cosineSteps steps of the cosine; if 0, the anneal falls from `peak`
/// @param annealSteps steps of the last, linear fall
public record WarmupStableDecay(
        double peak,
        double floor,
        double end,
        long warmupSteps,
        long constantSteps,
        long cosineSteps,
        long annealSteps) {
    public WarmupStableDecay {
        if (warmupSteps < 0 || constantSteps < 0 || cosineSteps < 0 || annealSteps < 0) {
            throw new IllegalArgumentException("a stretch of the schedule has a negative length");
        }
    }

    /// {@return the schedule that `settings` describe over `steps` steps}; shares are of the steps
    /// after the warm-up and are rounded to whole steps, what is left being the cosine's.
    public static WarmupStableDecay over(long steps, Schedule settings) {
        long decaying = steps - settings.warmupSteps();
        long anneal = Math.round(decaying * settings.annealFraction());
        long constant =
                Math.min(Math.round(decaying * settings.constantFraction()), decaying - anneal);
        return new WarmupStableDecay(
                settings.peak(),
                settings.floor(),
                settings.end(),
                settings.warmupSteps(),
                constant,
                decaying - anneal - constant,
                anneal);
    }

    /// {@return fine-tuning's schedule over `steps` steps: a rise, constant, then linear to the
    /// end}
    public static WarmupStableDecay over(long steps, SftRecipe.Decay settings) {
        double peak = settings.peak().orElse(SftRecipe.Decay.PEAK);
        long warmup = Math.min(settings.warmupSteps(), steps);
        long constant = Math.round((steps - warmup) * settings.constantFraction());
        return new WarmupStableDecay(
                peak, peak, settings.end(), warmup, constant, 0, steps - warmup - constant);
    }

    /// {@return all steps of the schedule}
    public long steps() {
        return warmupSteps + constantSteps + cosineSteps + annealSteps;
    }

    /// {@return the learning rate of `step`, counted from 0}; steps past the last one keep its
    /// rate.
    public double rate(long step) {
        if (step < 0) {
            throw new IllegalArgumentException("steps count from 0, asked for " + step);
        }
        if (step < warmupSteps) {
            return peak * (step + 1) / warmupSteps;
        }
        long done = step - warmupSteps - constantSteps + 1;
        if (done <= 0) {
            return peak;
        }
        if (done <= cosineSteps) {
            double progress = (double) done / cosineSteps;
            return floor + (peak - floor) * (1 + Math.cos(Math.PI * progress)) / 2;
        }
        double start = cosineSteps == 0 ? peak : floor;
        if (annealSteps == 0) {
            return start;
        }
        double progress = Math.min(1.0, (double) (done - cosineSteps) / annealSteps);
        return start + (end - start) * progress;
    }
}
