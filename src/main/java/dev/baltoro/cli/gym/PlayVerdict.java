package dev.baltoro.cli.gym;

import dev.baltoro.agent.world.Rubric;
import dev.baltoro.agent.world.Rubric.Criterion;
import dev.baltoro.agent.world.Verdict;
import dev.baltoro.rl.reward.Judgement;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// What a played task came to, as lines for a person.
final class PlayVerdict {
    private PlayVerdict() {}

    static void write(PrintWriter out, Verdict verdict) {
        out.printf("%s: %s%n", verdict.success() ? "done" : "not done", verdict.reason());
        verdict.partial()
                .forEach((name, credit) -> out.printf(Locale.ROOT, "  %s %.2f%n", name, credit));
    }

    /// Writes what a judge would look at.
    static void write(PrintWriter out, Rubric rubric) {
        out.println("a model would judge it by:");
        rubric.criteria().forEach(one -> out.printf("  %s: %s%n", name(one), one.text()));
    }

    static void write(PrintWriter out, Judgement judgement) {
        out.println("the judge, point by point:");
        List<String> found = new ArrayList<>();
        for (Judgement.Finding one : judgement.findings()) {
            String met = one.met().map(holds -> holds ? "met" : "missed").orElse("no verdict");
            out.printf("  %s: %s%n", name(one.criterion()), met);
            if (one.criterion().mandatory() && met.equals("missed")) {
                found.add(one.criterion().name());
            }
        }
        out.printf("the judge's own answer: %s%n", judgement.own().answer());
        out.println(score(judgement.score(), found));
    }

    private static String name(Criterion criterion) {
        return criterion.name() + (criterion.mandatory() ? " (mandatory)" : "");
    }

    private static String score(OptionalDouble score, List<String> missed) {
        if (score.isEmpty()) {
            return "no score: the judge gave no verdict";
        }
        double won = score.getAsDouble();
        String why =
                !missed.isEmpty()
                        ? "a mandatory criterion is missed, which costs everything"
                        : won == 1
                                ? "better than the judge's own answer, in both orders"
                                : won == 0
                                        ? "worse than the judge's own answer, in both orders"
                                        : "a draw with the judge's own answer: its verdict changes with the order";
        return String.format(Locale.ROOT, "score %.2f: %s", won, why);
    }
}
