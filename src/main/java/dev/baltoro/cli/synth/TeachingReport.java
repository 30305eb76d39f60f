package dev.baltoro.cli.synth;

import dev.baltoro.agent.llm.Prices;
import dev.baltoro.agent.llm.Spending;
import dev.baltoro.stats.Wilson;
import dev.baltoro.synth.teacher.RewriteRefusal;
import dev.baltoro.synth.teacher.Taught;
import dev.baltoro.synth.teacher.Taught.Kept;
import dev.baltoro.synth.teacher.Taught.Refused;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a teacher's work came to.
///
/// @param teacher its name
/// @param note what was said of it before the beginning
/// @param kept how many requests of how many were kept
/// @param refused the others by reason
/// @param now what was asked in this run
/// @param all what all answers cost, those of earlier runs that the journal had among them
/// @param prices of tokens, if known
record TeachingReport(
        String teacher,
        String note,
        Wilson kept,
        Map<RewriteRefusal, Integer> refused,
        Spending now,
        Spending all,
        Optional<Prices> prices) {
    static TeachingReport of(OpenTeacher teacher, List<Taught> outcomes) {
        Map<RewriteRefusal, Integer> refused = new EnumMap<>(RewriteRefusal.class);
        for (Taught one : outcomes) {
            if (one instanceof Refused other) {
                refused.merge(other.reason(), 1, Integer::sum);
            }
        }
        long kept = outcomes.stream().filter(Kept.class::isInstance).count();
        return new TeachingReport(
                teacher.llm().name(),
                teacher.note(),
                Wilson.of(kept, outcomes.size()),
                refused,
                teacher.now().spending(),
                teacher.all().spending(),
                teacher.prices());
    }

    /// {@return what an amount of asking came to, on a line}
    static String figures(Spending spending, Optional<Prices> prices) {
        return String.format(
                Locale.ROOT,
                "%,d tokens%s  errors %.1f %%",
                spending.tokens(),
                prices.map(price -> String.format(Locale.ROOT, "  cost %.4f", spending.cost(price)))
                        .orElse(""),
                100 * spending.errorRate());
    }

    ObjectNode json() {
        ObjectNode json =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("teacher", teacher)
                        .put("note", note)
                        .put("requests", kept.trials())
                        .put("kept", kept.successes());
        ObjectNode reasons = json.putObject("refused");
        refused.forEach((reason, count) -> reasons.put(reason.words(), count));
        json.put("answers", all.answers())
                .put("prompt_tokens", all.promptTokens())
                .put("completion_tokens", all.completionTokens());
        prices.ifPresent(price -> json.put("cost", all.cost(price)));
        ObjectNode failed = json.putObject("failed_attempts");
        now.failed().forEach((trouble, count) -> failed.put(trouble.word(), count));
        return json;
    }

    void print(PrintWriter out) {
        out.println("kept " + kept);
        refused.forEach(
                (reason, count) -> out.printf(Locale.ROOT, "  %,6d  %s%n", count, reason.words()));
        out.printf(
                Locale.ROOT,
                "asked %,d now, %,d from the journal; %s%n",
                now.answers(),
                all.answers() - now.answers(),
                figures(all, prices));
        if (!now.failed().isEmpty()) {
            out.println(
                    "failed attempts: "
                            + now.failed().entrySet().stream()
                                    .map(one -> one.getKey().word() + " " + one.getValue())
                                    .collect(Collectors.joining(", ")));
        }
        out.flush();
    }
}
