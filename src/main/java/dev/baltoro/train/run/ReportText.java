package dev.baltoro.train.run;

import dev.baltoro.stats.Wilson;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the report of pretraining says in words and figures, as HTML; readable without a script.
///
/// @param plan what the run is to do
/// @param history its metrics
record ReportText(RunPlan plan, RunHistory history) {

    String tiles() {
        if (history.lastStep().isEmpty()) {
            return "<p>No step is done yet.</p>";
        }
        Metric.Step last = history.lastStep().get();
        StringBuilder tiles = new StringBuilder();
        tiles.append(Tile.of("training loss", Figures.number("%.3f", last.loss()), "nats a token"));
        history.lastHeldOut().ifPresent(evaluation -> tiles.append(heldOut(evaluation)));
        history.answers().reversed().stream()
                .findFirst()
                .ifPresent(compared -> tiles.append(answers(compared)));
        tiles.append(
                Tile.of(
                        "tokens seen",
                        Figures.compact((double) last.tokens()),
                        plan.plannedTokens().isPresent()
                                ? "of " + Figures.compact((double) plan.plannedTokens().getAsLong())
                                : "so far"));
        tiles.append(
                Tile.of(
                        "speed",
                        Figures.number("%,.0f", last.tokensPerSecond()),
                        "tokens a second, last step"));
        tiles.append(
                Tile.of(
                        "largest attention logit",
                        Figures.number("%.2f", last.maxLogit()),
                        plan.logitCap().isPresent()
                                ? clipped(plan.logitCap().getAsDouble(), last.clippedHeads())
                                : "QK-Clip is off"));
        tiles.append(
                Tile.of(
                        "expert balance",
                        Figures.number("%.2f", last.expertImbalance()),
                        "max / mean load; 1 is even"));
        tiles.append(Tile.of("time", Figures.duration(last.secondsElapsed()), "of training"));
        long skipped = history.steps().stream().filter(Metric.Step::skipped).count();
        if (skipped > 0) {
            tiles.append(
                    Tile.of(
                            "skipped steps",
                            Long.toString(skipped),
                            "loss or gradient not finite"));
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
                        tiles.append(
                                Tile.of(
                                        part,
                                        Figures.number("%.1f %%", 100 * share.share()),
                                        interval));
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
                        Tile.of(
                                "held-out loss",
                                Figures.number("%.3f", loss),
                                mean(evaluation.unigramEntropyByDomain())
                                        .map(entropy ->
                                                Figures.number("unigram entropy %.3f", entropy))
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
}
