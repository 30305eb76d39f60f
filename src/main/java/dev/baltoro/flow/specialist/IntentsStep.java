package dev.baltoro.flow.specialist;

import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.engine.intent.IntentEncoderFile;
import dev.baltoro.engine.intent.IntentExample;
import dev.baltoro.engine.intent.IntentFile;
import dev.baltoro.engine.intent.IntentReader;
import dev.baltoro.engine.intent.IntentTrainer;
import dev.baltoro.flow.Host;
import dev.baltoro.io.Durable;
import dev.baltoro.model.bert.MiniLm;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Makes the reader of intents of a specialist, from written requests.
///
/// @param minutes of the whole specialist
/// @param folder where the reader's files come
record IntentsStep(
        SpecialistRecipe.Own own, double minutes, RequestGym gym, Path folder, Host host) {
    /// One request in so many goes on with a result, where the tools allow it.
    private static final int CHAIN_EVERY = 12;

    /// {@return the reader's files, if there is one}
    static List<Path> files(Path folder) {
        return Files.exists(folder.resolve(IntentFile.NAME))
                ? Stream.of(IntentFile.NAME, IntentEncoderFile.NAME)
                        .map(folder::resolve)
                        .filter(Files::exists)
                        .toList()
                : List.of();
    }

    /// Makes the reader, if there is none.
    ///
    /// @return minutes that it took
    double run() throws IOException {
        int count = own.intentRequests();
        host.say("");
        if (count == 0 || !files(folder).isEmpty()) {
            host.say(
                    count == 0
                            ? "no reader of intents: intent_requests is 0"
                            : "reader of intents: done already, in " + folder);
            return 0;
        }
        long began = System.nanoTime();
        host.say("reader of intents: writing %,d requests".formatted(count));
        List<IntentExample> examples = examples(0, count);
        host.say("reader of intents: learning from them");
        try (IntentReader reader = compared(learned(examples), examples)) {
            Files.deleteIfExists(
                    folder.resolve(IntentEncoderFile.NAME)); // of a step that was stopped
            IntentEncoderFile.write(reader, folder);
            Durable.replace( // last: with it the step is done
                    folder.resolve(IntentFile.NAME),
                    channel -> IntentFile.write(reader, Channels.newOutputStream(channel)));
        }
        double took = (System.nanoTime() - began) / 60e9;
        host.say("reader of intents: %.1f minutes".formatted(took));
        return took;
    }

    private List<IntentExample> examples(long from, long count) {
        return LongStream.range(from, from + count)
                .parallel()
                .mapToObj(index ->
                        (index % CHAIN_EVERY == 0
                                        ? gym.chains().apply(index)
                                        : Optional.<ToolRequest>empty())
                                .orElseGet(() -> gym.seen().apply(index)))
                .map(IntentExamples::of)
                .toList();
    }

    private IntentReader learned(List<IntentExample> examples) throws IOException {
        AtomicLong read = new AtomicLong();
        IntentReader reader = IntentTrainer.train(examples, own.seed(), encoding(read));
        if (read.get() == 0 || read.get() >= own.intentLeast()) {
            return reader;
        }
        host.say(
                "reader of intents: its encoder has read %,d requests, fewer than %,d (intent_least), and is left out; give --minutes more"
                        .formatted(read.get(), own.intentLeast()));
        return reader.withoutEncoder();
    }

    /// {@return the reader once it has compared its readings of requests that it has not learned
    /// from}
    private IntentReader compared(IntentReader reader, List<IntentExample> learned) {
        int count = own.compareRequests();
        double most = minutes * own.compareShare();
        if (count == 0 || most == 0) {
            return reader;
        }
        host.say(
                "reader of intents: comparing what it reads of %,d others, for %.1f minutes at most"
                        .formatted(count, most));
        Set<IntentExample> known = new HashSet<>(learned);
        List<IntentExample> fresh =
                examples(learned.size(), count).stream()
                        .filter(example -> !known.contains(example))
                        .toList();
        IntentTrainer.Compared compared =
                IntentTrainer.compare(
                        reader, fresh, Duration.ofMillis(Math.round(60_000 * most)), own.seed());
        host.say(
                compared.requests() == 0
                        ? "  too few were read to learn from; give --minutes more"
                        : "  learned from %,d of them, of which a reading was right"
                                .formatted(compared.requests()));
        return compared.reader();
    }

    /// @param read becomes the number of requests that the encoder has read
    private Optional<IntentTrainer.Encoding> encoding(AtomicLong read) throws IOException {
        double left = minutes * own.intentShare();
        if (left == 0) {
            return Optional.empty();
        }
        Optional<MiniLm> model = MiniLm.load();
        if (model.isEmpty()) {
            host.say("reader of intents: no encoder is on the class path, so it goes without one");
        }
        return model.map(each ->
                IntentTrainer.Encoding.ofMinutes(
                        each,
                        left,
                        (share, texts, loss) -> {
                            read.set(texts);
                            host.say(
                                    "  encoder: %,d requests read, loss %.2f, %.1f minutes to go"
                                            .formatted(texts, loss, (1 - share) * left));
                        }));
    }
}
