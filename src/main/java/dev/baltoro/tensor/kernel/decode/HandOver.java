package dev.baltoro.tensor.kernel.decode;

import java.util.Arrays;

/// What it takes a team's members to meet at a barrier: some tenths of a microsecond where cores
/// are the machine's own, and as much as 80 µs on a virtual machine whose cores are taken away
/// while they wait.
///
/// @param threads members that meet
/// @param nanos a barrier's time, the median of some rounds; 0 for one member
public record HandOver(int threads, double nanos) {
    private static final int BARRIERS = 32;
    private static final int ROUNDS_MIN = 3;
    private static final int ROUNDS_MAX = 33;
    private static final long NANOS_MAX = 10_000_000;

    /// {@return what is measured with a team of its own, in some 10 ms}
    public static HandOver measure(int threads) {
        try (Team team = Team.open(threads)) {
            return measure(team);
        }
    }

    /// {@return what is measured with all members of `team`, which is in no task}
    public static HandOver measure(Team team) {
        if (team.members() == 1) {
            return new HandOver(1, 0);
        }
        double[] nanos = new double[ROUNDS_MAX];
        long begin = System.nanoTime();
        int round = 0;
        while (round < ROUNDS_MIN
                || (round < ROUNDS_MAX && System.nanoTime() - begin < NANOS_MAX)) {
            long start = System.nanoTime();
            team.run((_, _) -> {
                for (int i = 0; i < BARRIERS; i++) {
                    team.barrier();
                }
            });
            nanos[round++] = (double) (System.nanoTime() - start) / BARRIERS;
        }
        Arrays.sort(nanos, 0, round);
        return new HandOver(team.members(), nanos[round / 2]);
    }
}
