package dev.baltoro.rl.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The tools of many rollouts: each waits until all do, then sleeps when it is told to and notes
/// how late it woke.
final class WaitingTools implements Runnable {
    /// A rollout that has not come to its tool by then never will.
    private static final int MINUTES_MAX = 30;

    private static final int ROUNDS = 2;

    private final int sleeps;
    private final int sleepMillis;
    private final CountDownLatch waiting;
    private final List<Round> rounds = new ArrayList<>();
    private final AtomicInteger arrived = new AtomicInteger();
    private int next;

    /// Sleeps of all tools.
    ///
    /// @param late nanoseconds after each sleep's end, by tool
    private record Round(CountDownLatch start, CountDownLatch done, long[][] late) {}

    /// @param count rollouts
    /// @param sleeps of each in a round
    /// @param sleepMillis the longest
    WaitingTools(int count, int sleeps, int sleepMillis) {
        this.sleeps = sleeps;
        this.sleepMillis = sleepMillis;
        this.waiting = new CountDownLatch(count);
        for (int i = 0; i < ROUNDS; i++) {
            rounds.add(
                    new Round(
                            new CountDownLatch(1),
                            new CountDownLatch(count),
                            new long[count][sleeps]));
        }
    }

    @Override
    public void run() {
        int tool = arrived.getAndIncrement();
        SplittableRandom random = new SplittableRandom(tool);
        waiting.countDown();
        try {
            for (Round round : rounds) {
                round.start.await();
                for (int i = 0; i < sleeps; i++) {
                    long asked = TimeUnit.MILLISECONDS.toNanos(1 + random.nextInt(sleepMillis));
                    long began = System.nanoTime();
                    TimeUnit.NANOSECONDS.sleep(asked);
                    round.late[tool][i] = Math.max(0, System.nanoTime() - began - asked);
                }
                round.done.countDown();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while it waited", e);
        }
    }

    /// Returns when every rollout waits for its tool.
    void awaitAll() throws InterruptedException {
        await(waiting);
    }

    /// Has every tool sleep.
    ///
    /// @return how late each sleep ended, in nanoseconds
    List<Long> sleepAll() throws InterruptedException {
        Round round = rounds.get(next++);
        round.start.countDown();
        await(round.done);
        return Arrays.stream(round.late).flatMapToLong(Arrays::stream).boxed().toList();
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(MINUTES_MAX, TimeUnit.MINUTES)) {
            throw new IllegalStateException(
                    "%d rollouts did not come to their tools".formatted(latch.getCount()));
        }
    }

    /// Lets all tools come to their ends.
    void end() {
        rounds.forEach(round -> round.start.countDown());
    }
}
