package dev.baltoro.train.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// A run's metrics, sorted by kind, as the report needs them.
///
/// @param steps every step
/// @param heldOut every evaluation
/// @param heads every record of the heads' maxima, at most so many as the heat map has columns
/// @param loads the newest record of the experts' load
/// @param samples the newest completions
/// @param events the newest events
record RunHistory(
        List<Metric.Step> steps,
        List<Metric.HeldOut> heldOut,
        List<Metric.Heads> heads,
        Optional<Metric.Loads> loads,
        List<Metric.Sample> samples,
        List<Metric.Event> events) {
    /// Columns of the heat map of heads.
    static final int HEADS_MAX = 160;

    private static final int SAMPLES_MAX = 12;
    private static final int EVENTS_MAX = 50;

    static RunHistory read(Path file) throws IOException {
        List<Metric.Step> steps = new ArrayList<>();
        List<Metric.HeldOut> heldOut = new ArrayList<>();
        List<Metric.Heads> heads = new ArrayList<>();
        Deque<Metric.Loads> loads = new ArrayDeque<>();
        Deque<Metric.Sample> samples = new ArrayDeque<>();
        Deque<Metric.Event> events = new ArrayDeque<>();
        MetricsLog.read(
                file,
                metric -> {
                    switch (metric) {
                        case Metric.Step step -> steps.add(step);
                        case Metric.HeldOut evaluation -> heldOut.add(evaluation);
                        case Metric.Heads maxima -> {
                            heads.add(maxima);
                            thin(heads);
                        }
                        case Metric.Loads load -> newest(loads, load, 1);
                        case Metric.Sample sample -> newest(samples, sample, SAMPLES_MAX);
                        case Metric.Event event -> newest(events, event, EVENTS_MAX);
                    }
                });
        return new RunHistory(
                steps,
                heldOut,
                heads,
                Optional.ofNullable(loads.peekLast()),
                List.copyOf(samples),
                List.copyOf(events));
    }

    Optional<Metric.Step> lastStep() {
        return steps.isEmpty() ? Optional.empty() : Optional.of(steps.getLast());
    }

    Optional<Metric.HeldOut> lastHeldOut() {
        return heldOut.isEmpty() ? Optional.empty() : Optional.of(heldOut.getLast());
    }

    private static <T> void newest(Deque<T> queue, T element, int max) {
        queue.addLast(element);
        if (queue.size() > max) {
            queue.removeFirst();
        }
    }

    /// Keeps every second record once there are twice as many as can be shown.
    private static void thin(List<Metric.Heads> heads) {
        if (heads.size() >= 2 * HEADS_MAX) {
            for (int i = 0; i < HEADS_MAX; i++) {
                heads.set(i, heads.get(2 * i + 1));
            }
            heads.subList(HEADS_MAX, heads.size()).clear();
        }
    }
}
