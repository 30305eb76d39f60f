package dev.baltoro.flow.synthesis;

import dev.baltoro.agent.journal.Journal;
import dev.baltoro.agent.llm.JournalledLlm;
import dev.baltoro.agent.llm.JournalledLlm.OnFailure;
import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.llm.OpenLlm;
import dev.baltoro.agent.llm.Prices;
import dev.baltoro.agent.llm.Spending;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// The models that speak in a run: each is opened once, and asked through the run's journal.
final class RunModels implements AutoCloseable {
    private final ModelOpener opener;
    private final Journal journal;
    private final Map<String, Speaker> speakers = new LinkedHashMap<>();
    private final AtomicReference<Optional<NoAnswer>> stop =
            new AtomicReference<>(Optional.empty());

    /// A model with its part in the run.
    private record Speaker(OpenLlm opened, NeededLlm needed, Llm journalled) {}

    RunModels(ModelOpener opener, Journal journal) {
        this.opener = opener;
        this.journal = journal;
    }

    /// {@return the model that a recipe calls so; empty for the template}
    Optional<Llm> model(String word) throws IOException {
        if (word.equals(SynthRecipe.Models.TEMPLATE)) {
            return Optional.empty();
        }
        Speaker known = speakers.get(word);
        if (known == null) {
            OpenLlm opened = opener.open(word);
            NeededLlm needed = new NeededLlm(opened.llm(), stop);
            known =
                    new Speaker(
                            opened,
                            needed,
                            new JournalledLlm(needed, journal, OnFailure.KEEP_REFUSALS));
            speakers.put(word, known);
        }
        return Optional.of(known.journalled());
    }

    /// Stops a run to which a model said nothing but refusals.
    void check() {
        speakers.values().forEach(one -> one.needed().check());
    }

    /// {@return what asking came to so far, for people; empty if there is no model}
    String figures() {
        return speakers.isEmpty() ? "" : figures(now(), costNow());
    }

    private Spending now() {
        return speakers.values().stream()
                .map(one -> one.opened().now().spending())
                .reduce(Spending.NONE, Spending::plus);
    }

    private Optional<Double> costNow() {
        return speakers.values().stream()
                .map(Speaker::opened)
                .flatMap(
                        one -> one.prices().stream().map(price -> one.now().spending().cost(price)))
                .reduce(Double::sum);
    }

    private static String figures(Spending spending, Optional<Double> cost) {
        return String.format(
                Locale.ROOT,
                "%,d answers, %,d tokens%s, errors %.1f %%",
                spending.answers(),
                spending.tokens(),
                cost.map(value -> String.format(Locale.ROOT, ", cost %.4f", value)).orElse(""),
                100 * spending.errorRate());
    }

    /// {@return what was asked now, and what all answers in the journal came to; empty if there is
    /// no model}
    Optional<String> account() {
        if (speakers.isEmpty()) {
            return Optional.empty();
        }
        Spending now = now();
        String failed =
                now.failed().entrySet().stream()
                        .map(one -> one.getKey().word() + " " + one.getValue())
                        .collect(Collectors.joining(", "));
        Map<String, Spending> all = JournalledLlm.spent(journal);
        Optional<Double> cost =
                all.entrySet().stream()
                        .flatMap(one ->
                                prices(one.getKey()).stream()
                                        .map(price -> one.getValue().cost(price)))
                        .reduce(Double::sum);
        Spending sum = all.values().stream().reduce(Spending.NONE, Spending::plus);
        return Optional.of(
                "asked now: %s%s; in the journal: %,d answers, %,d tokens%s"
                        .formatted(
                                figures(now, costNow()),
                                failed.isEmpty() ? "" : " (" + failed + ")",
                                sum.answers(),
                                sum.tokens(),
                                cost.map(value -> String.format(Locale.ROOT, ", cost %.4f", value))
                                        .orElse("")));
    }

    private Optional<Prices> prices(String name) {
        return speakers.values().stream()
                .map(Speaker::opened)
                .filter(one -> one.llm().name().equals(name))
                .findFirst()
                .flatMap(OpenLlm::prices);
    }

    /// Writes what all answers cost, by model.
    void report(ObjectNode report) {
        if (speakers.isEmpty()) {
            return;
        }
        ObjectNode models = report.putObject("models");
        JournalledLlm.spent(journal)
                .forEach((name, spending) -> {
                    ObjectNode one =
                            models.putObject(name)
                                    .put("answers", spending.answers())
                                    .put("prompt_tokens", spending.promptTokens())
                                    .put("completion_tokens", spending.completionTokens());
                    prices(name).ifPresent(price -> one.put("cost", spending.cost(price)));
                });
    }

    /// {@return that conversations wait for answers that the journal lacks}
    ///
    /// @param waiting how many conversations
    /// @param all how many the run has
    /// @param where the journal is
    NoAnswer lacking(int waiting, int all, Object where) {
        int missing = 0;
        String first = "";
        for (Speaker one : speakers.values()) {
            if (one.opened().offline().isPresent()) {
                missing += one.opened().offline().get().missing();
                first =
                        first.isEmpty()
                                ? one.opened().offline().get().firstMissing().orElse("")
                                : first;
            }
        }
        return NoAnswer.offline(
                "offline: %,d of %,d conversations cannot go on: %,d requests, and what would be asked of their answers, are not in %s; the first ends with %s"
                        .formatted(waiting, all, missing, where, first));
    }

    @Override
    public void close() {
        speakers.values().forEach(one -> one.opened().close());
    }
}
