package dev.baltoro.rl.report;

import dev.baltoro.stats.Wilson;
import dev.baltoro.train.run.RolloutMetric.Measured;
import dev.baltoro.train.run.RolloutMetric.Success;
import dev.baltoro.train.run.RunHistory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Success on one gym's held-out tasks of one split, drawn at one temperature, in the first
/// measurement and in the newest.
///
/// @param before at the run's beginning
/// @param after newest, if there was another one
/// @param afterStep iterations done at the newest
record Compared(Measured before, Optional<Measured> after, long afterStep) {
    /// What the intervals say.
    enum Change {
        LIFTED("lifted"),
        FELL("fell"),
        UNCLEAR("no clear change"),
        UNMEASURED(Shown.NOTHING);

        private final String word;

        Change(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /// {@return all gyms and splits of the first measurement, in its order}
    static List<Compared> all(RunHistory history) {
        List<Success> heldOut = heldOut(history);
        if (heldOut.isEmpty()) {
            return List.of();
        }
        Success first = heldOut.getFirst();
        Success last = heldOut.getLast();
        Map<List<Object>, Measured> after = new LinkedHashMap<>();
        if (last.step() > first.step()) {
            last.measured().forEach(one -> after.put(key(one), one));
        }
        List<Compared> all = new ArrayList<>();
        for (Measured one : first.measured()) {
            Optional<Measured> now = Optional.ofNullable(after.get(key(one)));
            all.add(new Compared(one, now, last.step()));
        }
        return all;
    }

    private static List<Object> key(Measured measured) {
        return List.of(measured.gym(), measured.split(), measured.temperature());
    }

    /// {@return the measurements on held-out tasks, in order}
    static List<Success> heldOut(RunHistory history) {
        return history.successes().stream()
                .filter(success -> success.purpose().equals("held out"))
                .toList();
    }

    /// {@return a change only where the two 95 % intervals have no point in common}
    Change change() {
        if (after.isEmpty()) {
            return Change.UNMEASURED;
        }
        Wilson then = wilson(before);
        Wilson now = wilson(after.get());
        if (!now.isApartFrom(then)) {
            return Change.UNCLEAR;
        }
        return now.low() > then.high() ? Change.LIFTED : Change.FELL;
    }

    private static Wilson wilson(Measured measured) {
        return new Wilson(
                measured.successes(), measured.attempts(), measured.low(), measured.high());
    }
}
