package dev.baltoro.engine.intent;

import dev.baltoro.tensor.Workers;
import dev.baltoro.text.chat.ToolCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Teaches a ranker with the readings of requests from which their reader has not learned, so that
/// these go wrong as often as a user's do, or nearly.
final class RankerTraining {
    /// Requests of which a reading is right, before anything is learned from them.
    private static final int LEAST = 100;

    private final IntentReader reader;
    private final List<IntentExample> examples;
    private final long end;
    private final AtomicInteger next = new AtomicInteger();

    private RankerTraining(IntentReader reader, List<IntentExample> examples, Duration most) {
        this.reader = reader;
        this.examples = examples;
        this.end = System.nanoTime() + most.toNanos();
    }

    /// What was learned.
    ///
    /// @param requests from which: those of which a reading was right; 0 if they were too few
    record Learned(WayRanker ranker, int requests) {}

    /// {@return a ranker of a reader's readings}
    ///
    /// @param examples those that want no calls are passed over
    /// @param most time for reading; what is left of the examples then is not used
    static Learned train(
            IntentReader reader, List<IntentExample> examples, Duration most, long seed) {
        List<IntentExample> calling =
                examples.stream().filter(example -> !example.calls().isEmpty()).toList();
        List<WayRanker.Example> read = new RankerTraining(reader, calling, most).read();
        return read.size() < LEAST
                ? new Learned(WayRanker.none(), 0)
                : new Learned(WayRanker.fit(read, seed), read.size());
    }

    private List<WayRanker.Example> read() {
        WayRanker.Example[] read = new WayRanker.Example[examples.size()];
        try (Workers workers = Workers.onePerCore()) {
            workers.run(_ -> read(read));
        }
        return Stream.of(read).flatMap(Stream::ofNullable).toList();
    }

    private void read(WayRanker.Example[] into) {
        try (Workers worker = Workers.of(1)) {
            for (int i = next.getAndIncrement();
                    i < into.length && System.nanoTime() - end < 0;
                    i = next.getAndIncrement()) {
                int at = i;
                example(examples.get(i), worker).ifPresent(example -> into[at] = example);
            }
        }
    }

    /// {@return the readings of a request; empty if none of them is right}
    private Optional<WayRanker.Example> example(IntentExample example, Workers worker) {
        ReadText read = ReadText.of(example.messages());
        List<WayReading> readings = reader.readings(read, worker);
        boolean[] right = right(readings, example.calls());
        if (!any(right)) {
            return Optional.empty();
        }
        WayFeatures features = WayFeatures.of(read);
        List<WayFeatures.Seen> ways = new ArrayList<>();
        double[] logs = new double[readings.size()];
        for (int i = 0; i < logs.length; i++) {
            ways.add(features.of(readings.get(i)));
            logs[i] = readings.get(i).evidence().log();
        }
        return Optional.of(new WayRanker.Example(ways, logs, right));
    }

    private static boolean any(boolean[] some) {
        for (boolean one : some) {
            if (one) {
                return true;
            }
        }
        return false;
    }

    /// {@return which readings are the wanted calls; if none has them in their order, which have
    /// them in another}
    private static boolean[] right(List<WayReading> readings, List<ToolCall> wanted) {
        boolean[] same = new boolean[readings.size()];
        boolean[] sorted = new boolean[readings.size()];
        List<Plain> right = plain(wanted);
        List<Plain> rightSorted = sorted(right);
        for (int i = 0; i < same.length; i++) {
            List<Plain> read = plain(readings.get(i).calls());
            same[i] = read.equals(right);
            sorted[i] = sorted(read).equals(rightSorted);
        }
        return any(same) ? same : sorted;
    }

    /// A call without its number; the members of its arguments have no order.
    private record Plain(String tool, JsonNode arguments) {}

    private static List<Plain> plain(List<ToolCall> calls) {
        return calls.stream().map(call -> new Plain(call.name(), Leaf.arguments(call))).toList();
    }

    private static List<Plain> sorted(List<Plain> calls) {
        return calls.stream()
                .sorted(Comparator.comparing(Plain::tool).thenComparing(call -> text(call)))
                .toList();
    }

    private static String text(Plain call) {
        String[] values =
                Leaf.of(List.of(ToolCall.of(call.tool, 0, call.arguments.toString()))).stream()
                        .map(leaf -> leaf.path() + "=" + leaf.value())
                        .toArray(String[]::new);
        Arrays.sort(values);
        return String.join(",", values);
    }
}
