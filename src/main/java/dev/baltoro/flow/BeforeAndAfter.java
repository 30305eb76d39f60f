package dev.baltoro.flow;

import dev.baltoro.stats.Wilson;
import dev.baltoro.train.run.MetricsLog;
import dev.baltoro.train.run.RolloutMetric;
import dev.baltoro.train.run.RolloutMetric.Measured;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What reinforcement learning changed on held-out tasks: the same tasks before its first step and
/// after its last one.
///
/// @param rows by domain and split, with gyms of one domain together
public record BeforeAndAfter(List<Row> rows) {
    public BeforeAndAfter {
        rows = List.copyOf(rows);
    }

    /// One domain's tasks of one split.
    ///
    /// @param attempts tasks an arm
    /// @param chance the best share that a policy without skill reaches on them
    /// @param tokensBefore tokens a solved task, 0 if none was
    /// @param tokensAfter the same
    public record Row(
            String domain,
            String split,
            int attempts,
            int before,
            int after,
            double chance,
            double tokensBefore,
            double tokensAfter) {
        /// {@return whether success rose with intervals that do not touch}
        public boolean isLifted() {
            return Wilson.of(after, attempts).low() > Wilson.of(before, attempts).high();
        }
    }

    /// {@return what a run's metrics say; none before its last measurement}
    public static Optional<BeforeAndAfter> of(Path run) throws IOException {
        List<RolloutMetric.Success> measured = new ArrayList<>();
        MetricsLog.read(
                run.resolve(MetricsLog.FILE),
                metric -> {
                    if (metric instanceof RolloutMetric.Success success
                            && success.purpose().equals("held out")) {
                        measured.add(success);
                    }
                });
        if (measured.size() < 2) {
            return Optional.empty();
        }
        List<Measured> first = measured.getFirst().measured();
        List<Measured> last = measured.getLast().measured();
        List<Row> rows = new ArrayList<>();
        first.stream()
                .map(one -> List.of(one.domain(), one.split()))
                .distinct()
                .forEach(key -> rows.add(row(key.get(0), key.get(1), first, last)));
        return Optional.of(new BeforeAndAfter(rows));
    }

    private static Row row(String domain, String split, List<Measured> first, List<Measured> last) {
        List<Measured> before = of(domain, split, first);
        List<Measured> after = of(domain, split, last);
        int attempts = before.stream().mapToInt(Measured::attempts).sum();
        double chance =
                before.stream().mapToDouble(one -> one.chance() * one.attempts()).sum() / attempts;
        return new Row(
                domain,
                split,
                attempts,
                successes(before),
                successes(after),
                chance,
                tokens(before),
                tokens(after));
    }

    private static List<Measured> of(String domain, String split, List<Measured> all) {
        return all.stream()
                .filter(one -> one.domain().equals(domain) && one.split().equals(split))
                .toList();
    }

    private static int successes(List<Measured> measured) {
        return measured.stream().mapToInt(Measured::successes).sum();
    }

    private static double tokens(List<Measured> measured) {
        double sum = 0;
        for (Measured one : measured) {
            sum += one.tokensOfSuccess() * one.successes();
        }
        return sum / Math.max(1, successes(measured));
    }

    /// {@return a table for people}
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%-12s %-14s %5s  %-26s %-26s %6s  %s",
                        "domain",
                        "split",
                        "tasks",
                        "before (SFT)",
                        "after (RL)",
                        "chance",
                        "tokens a solved task"));
        for (Row row : rows) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%-12s %-14s %5d  %-26s %-26s %4.1f %%  %.1f -> %.1f%s",
                            row.domain(),
                            row.split().replace('_', ' '),
                            row.attempts(),
                            share(row.before(), row.attempts()),
                            share(row.after(), row.attempts()),
                            100 * row.chance(),
                            row.tokensBefore(),
                            row.tokensAfter(),
                            row.isLifted() ? "   lifted" : ""));
        }
        return lines;
    }

    private static String share(int successes, int attempts) {
        Wilson share = Wilson.of(successes, attempts);
        return String.format(
                Locale.ROOT,
                "%5.1f %% [%.1f, %.1f]",
                100.0 * successes / attempts,
                100 * share.low(),
                100 * share.high());
    }
}
