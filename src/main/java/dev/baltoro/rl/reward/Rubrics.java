package dev.baltoro.rl.reward;

import dev.baltoro.agent.world.Rubric;
import dev.baltoro.agent.world.Rubric.Criterion;
import java.util.ArrayList;
import java.util.List;

/// What every answer is judged by, beside its task's own rubric (K2 report, appendix F).
public final class Rubrics {
    private static final List<Criterion> CORE =
            List.of(
                    new Criterion(
                            "clear",
                            "Says what was asked for, briefly and clearly, without needless detail. Where one answer is wanted, gives one.",
                            false),
                    new Criterion(
                            "natural",
                            "Reads as a natural reply to this person, and adds what helps.",
                            false),
                    new Criterion(
                            "grounded",
                            "Stays with the facts and the subject. Does not talk about the question or the conversation, and does not flatter.",
                            false));

    private static final List<Criterion> PRESCRIPTIVE =
            List.of(
                    new Criterion(
                            "no praise",
                            "Does not begin by praising the question or the person.",
                            false),
                    new Criterion(
                            "no self-praise",
                            "Does not say why the answer is good or how it meets the wish.",
                            false));

    private Rubrics() {}

    /// {@return K2's core rubrics: what a good answer is}
    public static List<Criterion> core() {
        return CORE;
    }

    /// {@return K2's prescriptive rubrics: against answers that court the judge}
    public static List<Criterion> prescriptive() {
        return PRESCRIPTIVE;
    }

    /// {@return what a task's answers are judged by: its own criteria, the core, the prescriptive}
    public static Rubric with(Rubric own) {
        List<Criterion> all = new ArrayList<>(own.criteria());
        all.addAll(CORE);
        all.addAll(PRESCRIPTIVE);
        return new Rubric(all);
    }
}
