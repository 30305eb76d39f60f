package dev.baltoro.rl.report;

import dev.baltoro.rl.report.KeptRollout.Call;
import dev.baltoro.rl.report.KeptRollout.Turn;
import dev.baltoro.train.run.Html;
import java.util.Set;
import java.util.stream.Collectors;

/// A rollout as HTML: its task, what it was worth and why, and its turns. All of its text is
/// escaped.
final class TranscriptHtml {
    /// Most characters of a message or of a call's arguments that are in the page.
    static final int CHARACTERS_MAX = 10_000;

    private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");

    private TranscriptHtml() {}

    static String of(KeptRollout rollout) {
        String title = title(rollout);
        return """
        <details class="rollout" name="rollout" id="rollout-%s" data-iteration="%d" data-title="%s">
        <summary>iteration %d · %s</summary>
        %s<ol class="turns">
        %s
        </ol>
        <div class="tokens" data-key="%s"><noscript>The tokens need JavaScript.</noscript></div>
        </details>\
        """
                .formatted(
                        rollout.key(),
                        rollout.iteration(),
                        title,
                        rollout.iteration(),
                        title,
                        facts(rollout),
                        rollout.turns().stream()
                                .map(TranscriptHtml::turn)
                                .collect(Collectors.joining("\n")),
                        rollout.key());
    }

    /// Escaped.
    private static String title(KeptRollout rollout) {
        String reward =
                rollout.reward().isPresent()
                        ? Shown.number("reward %.2f", rollout.reward().getAsDouble())
                        : "counts for nothing";
        return Html.escape("%s · %s · %s".formatted(rollout.task(), verdict(rollout), reward));
    }

    private static String verdict(KeptRollout rollout) {
        return rollout.success().map(success -> success ? "done" : "not done").orElse("no verdict");
    }

    private static String facts(KeptRollout rollout) {
        StringBuilder facts = new StringBuilder("<dl class=\"facts\">");
        String verdict =
                rollout.success().map(success -> success ? "lifted" : "fell").orElse("unmeasured");
        facts.append("<div><dt>verdict</dt><dd><span class=\"change ")
                .append(verdict)
                .append("\">")
                .append(verdict(rollout))
                .append("</span> ")
                .append(Html.escape(rollout.reason()))
                .append("</dd></div>");
        fact(
                facts,
                "reward",
                rollout.reward().isPresent()
                        ? Shown.number("%.4f", rollout.reward().getAsDouble())
                        : "none: it counts for nothing");
        if (!rollout.partial().isEmpty()) {
            fact(
                    facts,
                    "partial credit",
                    rollout.partial().entrySet().stream()
                            .map(one -> one.getKey() + Shown.number(" %.2f", one.getValue()))
                            .collect(Collectors.joining(", ")));
        }
        fact(
                facts,
                "ended",
                Shown.words(rollout.outcome())
                        + (rollout.isOverBudget() ? ", at a limit on tokens" : ""));
        fact(facts, "kind of task", rollout.kind());
        fact(facts, "rollout", rollout.number());
        fact(facts, "tokens drawn", Integer.toString(rollout.drawnTokens()));
        fact(facts, "weights", rollout.versions());
        if (!rollout.remark().isEmpty()) {
            fact(facts, "remark", rollout.remark());
        }
        return facts.append("</dl>\n").toString();
    }

    private static void fact(StringBuilder facts, String name, String value) {
        facts.append("<div><dt>")
                .append(name)
                .append("</dt><dd>")
                .append(Html.escape(value))
                .append("</dd></div>");
    }

    private static String turn(Turn turn) {
        String role = ROLES.contains(turn.role()) ? turn.role() : "other";
        String answers =
                turn.answers().isEmpty()
                        ? ""
                        : " <small>" + Html.escape(turn.answers()) + "</small>";
        String said =
                turn.content().isEmpty() && !turn.calls().isEmpty()
                        ? ""
                        : "<pre>" + text(turn.content()) + "</pre>";
        return "<li class=\"turn %s\"><span class=\"role\">%s%s</span>%s%s</li>"
                .formatted(
                        role,
                        Html.escape(turn.role().equals("tool") ? "result" : turn.role()),
                        answers,
                        said,
                        turn.calls().stream()
                                .map(TranscriptHtml::call)
                                .collect(Collectors.joining()));
    }

    private static String call(Call call) {
        return "<div class=\"call\"><b>%s</b> <small>%s</small><pre>%s</pre></div>"
                .formatted(
                        Html.escape(call.name()), Html.escape(call.id()), text(call.arguments()));
    }

    private static String text(String text) {
        if (text.isEmpty()) {
            return "<i>nothing</i>";
        }
        return text.length() <= CHARACTERS_MAX
                ? Html.escape(text)
                : Html.escape(text.substring(0, CHARACTERS_MAX))
                        + "<i> … %,d characters more in rollouts/</i>"
                                .formatted(text.length() - CHARACTERS_MAX);
    }
}
