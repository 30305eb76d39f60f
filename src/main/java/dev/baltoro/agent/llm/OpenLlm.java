package dev.baltoro.agent.llm;

import dev.baltoro.agent.journal.Journal;
import dev.baltoro.agent.llm.JournalledLlm.OnFailure;
import dev.baltoro.engine.chat.LocalModel;
import dev.baltoro.io.Sums;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A model that can be asked, opened from its [LlmPlace].
///
/// @param llm asked; it counts what it costs
/// @param now the count
/// @param prices what its tokens cost, where that is known
/// @param offline counts what a journal lacks, where the model may not be asked
/// @param note who it is, for people
public record OpenLlm(
        Llm llm,
        UsageMeter now,
        Optional<Prices> prices,
        Optional<OfflineLlm> offline,
        String note,
        Runnable closing)
        implements AutoCloseable {
    private static final int NAME_DIGITS = 12;

    /// {@return the model at a place}
    ///
    /// @throws IOException in a line without the place, if it is not there or cannot be read
    /// @throws IllegalArgumentException in a line, if the address is none
    public static OpenLlm open(LlmPlace place, LlmTerms terms) throws IOException {
        return switch (place) {
            case LlmPlace.Remote remote -> remote(remote, terms);
            case LlmPlace.Folder(Path folder) -> local(folder, terms);
        };
    }

    /// {@return a model that is open already and stays the caller's; it costs nothing}
    public static OpenLlm of(Llm model) {
        return near(model, model.name(), () -> {});
    }

    /// {@return a model of this name that may not be asked}
    public static OpenLlm offline(String name) {
        OfflineLlm model = new OfflineLlm(name);
        return new OpenLlm(
                model,
                new UsageMeter(),
                Optional.empty(),
                Optional.of(model),
                "offline: %s is not asked; its answers come from the journal".formatted(name),
                () -> {});
    }

    private static OpenLlm remote(LlmPlace.Remote place, LlmTerms terms) {
        Endpoint endpoint = terms.endpoint(place);
        Optional<Prices> prices = terms.prices().of(place.model());
        if (terms.offline()) {
            OpenLlm model = offline(place.model());
            return new OpenLlm(
                    model.llm, model.now, prices, model.offline, model.note, model.closing);
        }
        UsageMeter now = new UsageMeter();
        EndpointLlm model = new EndpointLlm(endpoint, now, WaitingClock.SYSTEM);
        return new OpenLlm(
                new MeteredLlm(model, now),
                now,
                prices,
                Optional.empty(),
                endpoint.toString(),
                model::close);
    }

    private static OpenLlm local(Path folder, LlmTerms terms) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    "there is no such folder; name one with a model, or an http:// address");
        }
        String name = name(folder);
        if (terms.offline()) {
            return offline(name);
        }
        LocalModel model = LocalModel.open(folder);
        return near(new LocalLlm(model.chat(), name), name + ", in this process", model::close);
    }

    private static OpenLlm near(Llm model, String note, Runnable closing) {
        UsageMeter now = new UsageMeter();
        return new OpenLlm(
                new MeteredLlm(model, now), now, Optional.empty(), Optional.empty(), note, closing);
    }

    /// {@return a folder's name and the sum of its weights: trained anew, it is another model}
    private static String name(Path folder) throws IOException {
        List<Path> weights;
        try (Stream<Path> files = Files.list(folder)) {
            weights =
                    files.filter(file -> file.toString().endsWith(".safetensors"))
                            .sorted()
                            .toList();
        }
        StringBuilder sums = new StringBuilder();
        for (Path file : weights) {
            sums.append(Sums.sha256(file));
        }
        String sum = Sums.sha256(sums.toString().getBytes(StandardCharsets.UTF_8));
        return LocalModel.nameOf(folder) + "@" + sum.substring(0, NAME_DIGITS);
    }

    /// {@return the model behind a journal}
    public Llm behind(Journal journal, OnFailure failures) {
        return new JournalledLlm(llm, journal, failures);
    }

    @Override
    public void close() {
        closing.run();
    }
}
