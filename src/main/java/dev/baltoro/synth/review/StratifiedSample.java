package dev.baltoro.synth.review;

import dev.baltoro.stats.SplitMix64;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;

/// A sample that has of each cell as many as its size calls for, and one at least where the sample
/// has room for that. A cell is a stratum with what rules and judge said, so cells in which these
/// differ are always looked at.
///
/// The draw is a pure function of the plan, the sizes of the cells and the ids: the order in which
/// candidates are offered has no part in it. Memory holds the sample, not the candidates. Any first
/// part of it is itself spread over the cells, so reviewers may stop early.
final class StratifiedSample {
    /// Trajectories that are drawn from alike.
    record Cell(String stratum, boolean rules, Optional<Boolean> judge)
            implements Comparable<Cell> {
        private static final Comparator<Cell> ORDER =
                Comparator.comparing(Cell::stratum)
                        .thenComparing(Cell::rules)
                        .thenComparing(cell -> cell.judge().map(yes -> yes ? 2 : 1).orElse(0));

        static Cell of(TrajectoryHead head) {
            return new Cell(head.stratum(), head.rules(), head.judge());
        }

        @Override
        public int compareTo(Cell other) {
            return ORDER.compare(this, other);
        }

        private long key(long seed) {
            return hash(
                    seed,
                    "%s %s %s"
                            .formatted(rules, judge.map(String::valueOf).orElse("none"), stratum));
        }
    }

    /// A trajectory of the sample.
    ///
    /// @param shared whether every reviewer sees it
    record Chosen(String id, boolean shared) {}

    private record Drawn(long key, String id) {
        static final Comparator<Drawn> ORDER =
                Comparator.comparingLong(Drawn::key).thenComparing(Drawn::id);
    }

    private record Placed(double at, long key, Chosen chosen) {}

    private final SamplePlan plan;
    private final Map<Cell, Integer> shares;
    private final Map<Cell, PriorityQueue<Drawn>> drawn = new TreeMap<>();

    /// @param sizes how many candidates each cell has
    StratifiedSample(SamplePlan plan, Map<Cell, Long> sizes) {
        this.plan = plan;
        this.shares = shares(plan, new TreeMap<>(sizes));
        shares.forEach((cell, _) -> drawn.put(cell, new PriorityQueue<>(Drawn.ORDER.reversed())));
    }

    /// Considers a candidate, each once.
    void offer(String id, Cell cell) {
        PriorityQueue<Drawn> kept = drawn.get(cell);
        int most = shares.getOrDefault(cell, 0);
        if (kept == null || most == 0) {
            return;
        }
        kept.add(new Drawn(hash(plan.seed(), id), id));
        if (kept.size() > most) {
            kept.poll();
        }
    }

    /// {@return the sample in the order in which it is reviewed}
    List<Chosen> chosen() {
        List<Placed> placed = new ArrayList<>();
        // One random start and equal steps through the cells: the shared part has the size that
        // was asked for, and in each cell too, up to one.
        double start = unit(SplitMix64.mix(plan.seed(), "shared".hashCode()));
        long index = 0;
        for (Map.Entry<Cell, PriorityQueue<Drawn>> entry : drawn.entrySet()) {
            List<Drawn> members = entry.getValue().stream().sorted(Drawn.ORDER).toList();
            double offset = unit(entry.getKey().key(plan.seed()));
            for (int rank = 0; rank < members.size(); rank++, index++) {
                boolean shared =
                        Math.floor((index + 1) * plan.overlap() + start)
                                > Math.floor(index * plan.overlap() + start);
                Drawn member = members.get(rank);
                placed.add(
                        new Placed(
                                (rank + offset) / members.size(),
                                member.key(),
                                new Chosen(member.id(), shared)));
            }
        }
        placed.sort(
                Comparator.comparingDouble(Placed::at)
                        .thenComparingLong(Placed::key)
                        .thenComparing(one -> one.chosen().id()));
        return placed.stream().map(Placed::chosen).toList();
    }

    /// {@return how many of each cell}
    private static Map<Cell, Integer> shares(SamplePlan plan, TreeMap<Cell, Long> sizes) {
        sizes.values().removeIf(size -> size == 0);
        long total = sizes.values().stream().mapToLong(Long::longValue).sum();
        long wanted = plan.size() == 0 ? total : Math.min(plan.size(), total);
        if (wanted > SamplePlan.SIZE_MAX) {
            throw new IllegalArgumentException(
                    "%,d trajectories are too many to review all; use a sample of at most %,d"
                            .formatted(total, SamplePlan.SIZE_MAX));
        }
        TreeMap<Cell, Integer> shares = new TreeMap<>();
        long given = 0;
        for (Map.Entry<Cell, Long> entry : sizes.entrySet()) {
            int share = Math.max(1, (int) (wanted * entry.getValue() / total));
            shares.put(entry.getKey(), share);
            given += share;
        }
        // What is short or over is settled one by one where the share is furthest from the size's.
        Comparator<Cell> byNeed =
                Comparator.<Cell>comparingDouble(cell ->
                                (double) wanted * sizes.getOrDefault(cell, 0L) / total
                                        - shares.getOrDefault(cell, 0))
                        .thenComparing(cell -> cell.key(plan.seed()));
        for (; given < wanted; given++) {
            shares.merge(
                    shares.keySet().stream()
                            .filter(cell ->
                                    shares.getOrDefault(cell, 0) < sizes.getOrDefault(cell, 0L))
                            .max(byNeed)
                            .orElseThrow(),
                    1,
                    Integer::sum);
        }
        boolean roomForAll = wanted >= shares.size();
        for (; given > wanted; given--) {
            shares.merge(
                    shares.keySet().stream()
                            .filter(cell -> shares.getOrDefault(cell, 0) > (roomForAll ? 1 : 0))
                            .min(byNeed)
                            .orElseThrow(),
                    -1,
                    Integer::sum);
        }
        return shares;
    }

    private static long hash(long seed, String text) {
        long hash = seed;
        for (int i = 0; i < text.length(); i++) {
            hash = SplitMix64.mix(hash, text.charAt(i));
        }
        return SplitMix64.mix(hash, text.length());
    }

    /// {@return a number in [0, 1) of a hash}
    private static double unit(long hash) {
        return (hash >>> 11) * 0x1.0p-53;
    }
}
