package dev.baltoro.train.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// A run's metrics, sorted by kind, as the report needs them. They are added one by one.
public final class RunHistory {
    /// Columns of the heat map of heads.
    static final int HEADS_MAX = 160;

    private static final int SAMPLES_MAX = 12;
    private static final int EVENTS_MAX = 50;

    private final List<Metric.Step> steps = new ArrayList<>();
    private final List<Metric.HeldOut> heldOut = new ArrayList<>();
    private final List<Metric.Heads> heads = new ArrayList<>();
    private final Deque<Metric.Loads> loads = new ArrayDeque<>();
    private final Deque<Metric.Sample> samples = new ArrayDeque<>();
    private final List<Metric.Answers> answers = new ArrayList<>();
    private final Deque<Metric.Event> events = new ArrayDeque<>();
    private final List<RolloutMetric.Iteration> iterations = new ArrayList<>();
    private final List<RolloutMetric.Success> successes = new ArrayList<>();
    private final List<RolloutMetric.Alarm> alarms = new ArrayList<>();
    private final List<RolloutMetric.Critic> critic = new ArrayList<>();

    private RunHistory() {}

    /// {@return an empty history}
    static RunHistory empty() {
        return new RunHistory();
    }

    void add(Metric metric) {
        switch (metric) {
            case Metric.Step step -> steps.add(step);
            case Metric.HeldOut evaluation -> heldOut.add(evaluation);
            case Metric.Heads maxima -> {
                heads.add(maxima);
                thin(heads);
            }
            case Metric.Loads load -> newest(loads, load, 1);
            case Metric.Sample sample -> newest(samples, sample, SAMPLES_MAX);
            case Metric.Answers compared -> answers.add(compared);
            case Metric.Event event -> newest(events, event, EVENTS_MAX);
            case RolloutMetric.Iteration iteration -> iterations.add(iteration);
            case RolloutMetric.Success success -> successes.add(success);
            case RolloutMetric.Alarm alarm -> alarms.add(alarm);
            case RolloutMetric.Critic measured -> critic.add(measured);
        }
    }

    /// {@return every step}
    public List<Metric.Step> steps() {
        return Collections.unmodifiableList(steps);
    }

    /// {@return every evaluation}
    public List<Metric.HeldOut> heldOut() {
        return Collections.unmodifiableList(heldOut);
    }

    /// {@return records of the heads' maxima, thinned out evenly}
    public List<Metric.Heads> heads() {
        return Collections.unmodifiableList(heads);
    }

    /// {@return the newest record of the experts' load}
    public Optional<Metric.Loads> loads() {
        return Optional.ofNullable(loads.peekLast());
    }

    /// {@return the newest completions}
    public List<Metric.Sample> samples() {
        return List.copyOf(samples);
    }

    /// {@return every comparison of generated answers}
    List<Metric.Answers> answers() {
        return Collections.unmodifiableList(answers);
    }

    /// {@return the newest events}
    public List<Metric.Event> events() {
        return List.copyOf(events);
    }

    /// {@return every iteration of reinforcement learning}
    public List<RolloutMetric.Iteration> iterations() {
        return Collections.unmodifiableList(iterations);
    }

    /// {@return every measurement of success}
    public List<RolloutMetric.Success> successes() {
        return Collections.unmodifiableList(successes);
    }

    /// {@return every alarm of reinforcement learning}
    public List<RolloutMetric.Alarm> alarms() {
        return Collections.unmodifiableList(alarms);
    }

    /// {@return every measurement of the model as a judge}
    public List<RolloutMetric.Critic> critic() {
        return Collections.unmodifiableList(critic);
    }

    /// {@return the newest step}
    public Optional<Metric.Step> lastStep() {
        return steps.isEmpty() ? Optional.empty() : Optional.of(steps.getLast());
    }

    /// {@return the newest evaluation}
    public Optional<Metric.HeldOut> lastHeldOut() {
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
