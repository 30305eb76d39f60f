package dev.baltoro.cli.bench;

import dev.baltoro.engine.bench.EngineBench.Samples;
import dev.baltoro.rl.bench.IterationBench;
import dev.baltoro.rl.bench.WaitingBench;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// The figures of `bench rl`, as lines for people while they come, and as one JSON object.
final class RlFigures {
    private final Map<String, Object> all = new LinkedHashMap<>();
    private final Optional<PrintWriter> out;

    RlFigures() {
        this.out = Optional.empty();
    }

    private RlFigures(PrintWriter out) {
        this.out = Optional.of(out);
    }

    static RlFigures printedTo(PrintWriter out) {
        return new RlFigures(out);
    }

    String json() {
        return JsonMapper.shared().writeValueAsString(all);
    }

    /// @param rollouts of an iteration that waits for all
    void peer(IterationBench.Result result, int rollouts) {
        all.put("peer", result);
        double median = result.medianSeconds();
        double least = result.seconds().stream().mapToDouble(it -> it).min().orElse(0);
        double most = result.seconds().stream().mapToDouble(it -> it).max().orElse(0);
        line(
                "peer's shape     median %.2f s an iteration (%.2f to %.2f), %.0f generated tokens/s, engine %.0f %%, trainer %.0f %%",
                median,
                least,
                most,
                result.tokensPerSecond(),
                100 * result.engineShare(),
                100 * result.trainerShare());
        line(
                "                 %s, %.2f s for %d rollouts, neither works %.1f %% of the time, staleness %.1f, %d too old",
                name(result),
                3600 * rollouts / result.rolloutsPerHour(),
                rollouts,
                100 * result.idleShare(),
                result.stalenessMean(),
                result.stale());
    }

    void modes(List<IterationBench.Result> modes, boolean lengths, boolean idle) {
        all.put("modes", modes);
        double synchronous = modes.getFirst().rolloutsPerHour();
        if (lengths) {
            for (IterationBench.Result one : modes) {
                line(
                        "%-16s %,.0f rollouts/h (%.2f of synchronous), %.0f tokens/s, median %.2f s an iteration, staleness %.1f, %d too old",
                        name(one),
                        one.rolloutsPerHour(),
                        one.rolloutsPerHour() / synchronous,
                        one.tokensPerSecond(),
                        one.medianSeconds(),
                        one.stalenessMean(),
                        one.stale());
            }
        }
        if (idle) {
            for (IterationBench.Result one : modes) {
                line(
                        "%-16s neither works %.1f %% of the time (engine %.0f %%, trainer %.0f %%); cores: engine %.2f, trainer %.2f",
                        name(one),
                        100 * one.idleShare(),
                        100 * one.engineShare(),
                        100 * one.trainerShare(),
                        one.engineCores(),
                        one.trainerCores());
            }
        }
    }

    private static String name(IterationBench.Result result) {
        return result.mode().name().toLowerCase(Locale.ROOT);
    }

    void handover(List<Samples> samples) {
        all.put("handover", samples);
        for (Samples one : samples) {
            line(
                    "%-40s %8.2f %s (%.2f to %.2f)",
                    one.name(), one.median(), one.unit(), one.least(), one.most());
        }
    }

    void waiting(List<WaitingBench.Result> results) {
        all.put("waiting", results);
        for (WaitingBench.Result one : results) {
            line(
                    "%,6d waiting  %d platform threads, heap %d MB of at most %d (%.1f KB a rollout), resident %d MB, late p99 %.1f ms idle, %.1f ms beside decoding",
                    one.rollouts(),
                    one.platformThreads(),
                    one.heapBytes() >> 20,
                    one.heapMaxBytes() >> 20,
                    one.heapGrowthBytes() / 1024.0 / one.rollouts(),
                    one.residentBytes() >> 20,
                    one.idleMillis().p99(),
                    one.busyMillis().p99());
        }
    }

    private void line(String format, Object... values) {
        out.ifPresent(writer -> {
            writer.println(String.format(Locale.ROOT, format, values));
            writer.flush();
        });
    }
}
