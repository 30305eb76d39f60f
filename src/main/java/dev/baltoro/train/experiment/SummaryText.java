package dev.baltoro.train.experiment;

import dev.baltoro.stats.Spread;
import dev.baltoro.train.experiment.VariantFigures.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// A summary as Markdown.
final class SummaryText {
    private final StringBuilder text = new StringBuilder();
    private final Summary summary;

    private SummaryText(Summary summary) {
        this.summary = summary;
    }

    /// {@return the summary's Markdown, with links to the pictures that lie beside it}
    static String of(Summary summary, List<String> pictures) {
        SummaryText text = new SummaryText(summary);
        text.head();
        text.loss();
        text.logits();
        text.target();
        text.failures();
        for (String picture : pictures) {
            text.line("");
            text.line("![" + picture.replace(".png", "").replace('-', ' ') + "](" + picture + ")");
        }
        return text.text.toString();
    }

    private void head() {
        line("# " + summary.name());
        line("");
        line(summary.question());
        line("");
        line(
                ("Figures are mean ± standard deviation over seeds. p: two-sided paired t-test of"
                                + " the final held-out loss against the first variant, seed by seed,"
                                + " not corrected for several comparisons; a difference counts where"
                                + " p < %s.")
                        .formatted(summary.significance().level()));
    }

    private void loss() {
        List<String> domains = List.copyOf(summary.variants().getFirst().lossByDomain().keySet());
        List<String> header = new ArrayList<>(List.of("variant", "seeds", "held-out loss"));
        header.addAll(domains);
        header.addAll(List.of("difference", "p", "counts"));
        table(
                header,
                variant -> {
                    List<String> row = new ArrayList<>();
                    row.add(variant.name());
                    row.add(Integer.toString(variant.seeds().size()));
                    row.add(spread(variant.loss(), 4));
                    domains.forEach(domain ->
                            row.add(
                                    spread(
                                            Objects.requireNonNull(
                                                    variant.lossByDomain().get(domain)),
                                            4)));
                    row.addAll(comparison(variant.comparison()));
                    return row;
                });
    }

    private static List<String> comparison(Optional<Comparison> comparison) {
        if (comparison.isEmpty()) {
            return List.of("–", "–", "–");
        }
        Comparison found = comparison.get();
        return List.of(
                String.format(
                        Locale.ROOT,
                        "%+.4f ± %.4f",
                        found.test().mean(),
                        found.test().standardError()),
                String.format(Locale.ROOT, "%.2g", found.test().p()),
                found.significant() ? "yes" : "no");
    }

    private void logits() {
        table(
                List.of(
                        "variant",
                        "largest logit of a run",
                        "last tenth of the steps",
                        "heads over τ",
                        "steps with clipping",
                        "last of them"),
                variant ->
                        List.of(
                                variant.name(),
                                spread(variant.largestLogit(), 1),
                                spread(variant.lateLogit(), 1),
                                percent(variant.headsOverTau()),
                                percent(variant.stepsWithClipping()),
                                variant.lastClippingStep().max() == 0
                                        ? "–"
                                        : spread(variant.lastClippingStep(), 0)));
    }

    private void target() {
        if (summary.target().isEmpty()) {
            return;
        }
        line("");
        line("Tokens to " + summary.target() + ", on straight lines between evaluations:");
        table(
                List.of("variant", "tokens", "seeds that reached it"),
                variant ->
                        List.of(
                                variant.name(),
                                variant.tokensToTarget()
                                        .map(tokens -> spread(tokens, 0))
                                        .orElse("not reached"),
                                variant.tokensToTarget().map(Spread::count).orElse(0)
                                        + " of "
                                        + variant.seeds().size()));
    }

    private void failures() {
        for (VariantFigures variant : summary.variants()) {
            variant.failed()
                    .forEach((seed, why) -> {
                        line("");
                        line(variant.name() + ", seed " + seed + ", has no result: " + why);
                    });
        }
    }

    private void table(List<String> header, Function<VariantFigures, List<String>> row) {
        line("");
        line("| " + String.join(" | ", header) + " |");
        line("|---" + "|---:".repeat(header.size() - 1) + "|");
        for (VariantFigures variant : summary.variants()) {
            line("| " + String.join(" | ", row.apply(variant)) + " |");
        }
    }

    private void line(String words) {
        text.append(words).append('\n');
    }

    private static String spread(Spread spread, int digits) {
        String number = "%,." + digits + "f";
        return String.format(Locale.ROOT, number + " ± " + number, spread.mean(), spread.sd());
    }

    private static String percent(Spread share) {
        return String.format(Locale.ROOT, "%.0f %% ± %.0f", 100 * share.mean(), 100 * share.sd());
    }
}
