package dev.baltoro.rl.loop;

import dev.baltoro.train.run.RolloutMetric.Iteration;
import dev.baltoro.train.run.RolloutMetric.Policy;
import dev.baltoro.train.run.RolloutMetric.Tally;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/// What a person reads of an iteration while a run goes on, in one line.
///
/// @param iteration its figures
/// @param of all iterations
record IterationLine(Iteration iteration, long of) {
    @Override
    public String toString() {
        StringJoiner parts = new StringJoiner("  ");
        parts.add("iteration %d/%d".formatted(iteration.iteration(), of));
        for (String part : List.of(success(), judged())) {
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        parts.add(
                "%d of %d groups"
                        .formatted(iteration.sampling().usable(), iteration.sampling().groups()));
        parts.add(
                number(
                        "%.1f tokens",
                        iteration.domains().values().stream()
                                .mapToDouble(Tally::tokens)
                                .average()
                                .orElse(0)));
        Policy policy = iteration.policy();
        if (iteration.sampling().usable() == 0) {
            parts.add("nothing learned");
        }
        add(parts, "entropy %.3f", policy.entropy());
        add(parts, "KL %.4f", policy.klFromStart());
        if (Double.isFinite(policy.gapMean())) { // else no token could be compared
            add(parts, "gap %.1e", policy.gapLargest());
        }
        double seconds = iteration.time().rollout();
        return parts.add(
                        number("%.1f s", iteration.time().total())
                                + number(
                                        " (%.0f tok/s)",
                                        iteration.sampling().drawnTokens()
                                                / Math.max(1e-9, seconds)))
                .toString();
    }

    private String success() {
        StringJoiner domains = new StringJoiner(", ", "success: ", "").setEmptyValue("");
        iteration
                .domains()
                .forEach((domain, tally) -> {
                    if (tally.verified() > 0) {
                        double share = (double) tally.successes() / tally.verified();
                        domains.add(domain + number(" %.0f %%", 100 * share));
                    }
                });
        return domains.toString();
    }

    /// {@return the mean reward of domains that have no success, since a model judges their tasks}
    private String judged() {
        StringJoiner domains = new StringJoiner(", ", "judged: ", "").setEmptyValue("");
        iteration
                .domains()
                .forEach((domain, tally) -> {
                    if (tally.verified() == 0 && tally.judged() > 0) {
                        domains.add(domain + number(" %.2f", tally.reward()));
                    }
                });
        return domains.toString();
    }

    /// Adds a figure, unless it was not measured.
    private static void add(StringJoiner parts, String format, double figure) {
        if (Double.isFinite(figure)) {
            parts.add(number(format, figure));
        }
    }

    private static String number(String format, double figure) {
        return String.format(Locale.ROOT, format, figure);
    }
}
