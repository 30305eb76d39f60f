package dev.baltoro.train.run;

import dev.baltoro.stats.Wilson;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the report says in words and figures, as HTML; readable without a script.
///
/// @param plan what the run is to do
/// @param history its metrics
/// @param status how it stands
record ReportText(RunPlan plan, RunHistory history, Report.Status status) {

    String model(Environment environment) {
        return environment.facts().getOrDefault("model", plan.startsFrom());
    }

    String progress() {
        long done = history.lastStep().map(Metric.Step::step).orElse(0L);
        String word = status.name().toLowerCase(Locale.ROOT);
        double percent = 100.0 * done / plan.steps();
        return String.format(
                Locale.ROOT,
                """
                <p><span class="badge %s">%s</span> step %,d of %,d</p>
                <progress max="%d" value="%d" aria-label="progress">%.0f %%</progress>
                """,
                word,
                word,
                done,
                plan.steps(),
                plan.steps(),
                done,
                percent);
    }

    String tiles() {
        if (history.lastStep().isEmpty()) {
            return "<p>No step is done yet.</p>";
        }
        Metric.Step last = history.lastStep().get();
        StringBuilder tiles = new StringBuilder();
        tiles.append(tile("training loss", number("%.3f", last.loss()), "nats a token"));
        history.lastHeldOut().ifPresent(evaluation -> tiles.append(heldOut(evaluation)));
        history.answers().reversed().stream()
                .findFirst()
                .ifPresent(compared -> tiles.append(answers(compared)));
        tiles.append(
                tile(
                        "tokens seen",
                        compact((double) last.tokens()),
                        plan.plannedTokens().isPresent()
                                ? "of " + compact((double) plan.plannedTokens().getAsLong())
                                : "so far"));
        tiles.append(
                tile(
                        "speed",
                        number("%,.0f", last.tokensPerSecond()),
                        "tokens a second, last step"));
        tiles.append(
                tile(
                        "largest attention logit",
                        number("%.2f", last.maxLogit()),
                        plan.logitCap().isPresent()
                                ? clipped(plan.logitCap().getAsDouble(), last.clippedHeads())
                                : "QK-Clip is off"));
        tiles.append(
                tile(
                        "expert balance",
                        number("%.2f", last.expertImbalance()),
                        "max / mean load; 1 is even"));
        tiles.append(tile("time", duration(last.secondsElapsed()), "of training"));
        long skipped = history.steps().stream().filter(Metric.Step::skipped).count();
        if (skipped > 0) {
            tiles.append(
                    tile("skipped steps", Long.toString(skipped), "loss or gradient not finite"));
        }
        return tiles.toString();
    }

    private static String answers(Metric.Answers compared) {
        StringBuilder tiles = new StringBuilder();
        compared.byPart()
                .forEach((part, right) -> {
                    if (right.of() > 0) {
                        Wilson share = Wilson.of(right.right(), right.of());
                        String interval =
                                String.format(
                                        Locale.ROOT,
                                        "%d of %d; 95 %%: %.1f to %.1f %%",
                                        right.right(),
                                        right.of(),
                                        100 * share.low(),
                                        100 * share.high());
                        tiles.append(tile(part, number("%.1f %%", 100 * share.share()), interval));
                    }
                });
        return tiles.toString();
    }

    private static String clipped(double tau, int heads) {
        String cap =
                new BigDecimal(tau)
                        .round(MathContext.DECIMAL32)
                        .stripTrailingZeros()
                        .toPlainString();
        return "τ = " + cap + ", " + heads + " heads clipped";
    }

    private static String heldOut(Metric.HeldOut evaluation) {
        return mean(evaluation.lossByDomain())
                .map(loss ->
                        tile(
                                "held-out loss",
                                number("%.3f", loss),
                                mean(evaluation.unigramEntropyByDomain())
                                        .map(entropy -> number("unigram entropy %.3f", entropy))
                                        .orElse("mean of domains")))
                .orElse("");
    }

    private static Optional<Double> mean(Map<String, Double> values) {
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        values.values().stream()
                                .mapToDouble(value -> value)
                                .average()
                                .orElseThrow());
    }

    String samples() {
        if (history.samples().isEmpty()) {
            return "<p>None yet.</p>";
        }
        return history.samples().reversed().stream()
                .map(sample ->
                        "<figure class=\"sample\"><figcaption>step "
                                + sample.step()
                                + "</figcaption><pre><b>"
                                + Html.escape(sample.prompt())
                                + "</b>"
                                + Html.escape(sample.completion())
                                + "</pre></figure>")
                .collect(Collectors.joining("\n"));
    }

    String events() {
        if (history.events().isEmpty()) {
            return "<p>None.</p>";
        }
        return history.events().reversed().stream()
                .map(event ->
                        "<li>step " + event.step() + ": " + Html.escape(event.text()) + "</li>")
                .collect(Collectors.joining("\n", "<ul>", "</ul>"));
    }

    static String facts(Environment environment) {
        return environment.facts().entrySet().stream()
                .map(fact ->
                        "<tr><th scope=\"row\">"
                                + Html.escape(fact.getKey())
                                + "</th><td>"
                                + Html.escape(fact.getValue())
                                + "</td></tr>")
                .collect(Collectors.joining("\n"));
    }

    private static String tile(String name, String value, String note) {
        return "<div class=\"tile\"><dt>"
                + Html.escape(name)
                + "</dt><dd><strong>"
                + Html.escape(value)
                + "</strong> <small>"
                + Html.escape(note)
                + "</small></dd></div>\n";
    }

    private static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "not finite";
    }

    static String compact(double count) {
        String[] units = {"", "K", "M", "B", "T"};
        int unit = 0;
        while (count >= 999.5 && unit < units.length - 1) {
            count /= 1000;
            unit++;
        }
        return String.format(
                Locale.ROOT,
                count < 10 && unit > 0 ? "%.2f%s" : count < 100 && unit > 0 ? "%.1f%s" : "%.0f%s",
                count,
                units[unit]);
    }

    private static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d h", whole / 3600, whole % 3600 / 60);
    }
}
