package dev.baltoro.agent.llm;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;

/// Holds requests back so that no minute has more than a [RateLimit] allows. They go in the order
/// in which they came. Any number of threads may share one.
final class RequestPace {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final RateLimit limit;
    private final WaitingClock clock;

    /// Held by the one request whose turn it is, also while it waits.
    private final ReentrantLock turn = new ReentrantLock(true);

    /// Requests of the last minute, the oldest first; as many as the limit allows.
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();

    private long heldUntil;

    RequestPace(RateLimit limit, WaitingClock clock) {
        this.limit = limit;
        this.clock = clock;
        this.heldUntil = clock.nanos();
    }

    /// A request that was let through.
    static final class Entry {
        private final long time;
        private int tokens;

        private Entry(long time, int tokens) {
            this.time = time;
            this.tokens = tokens;
        }
    }

    /// Waits until a request may go.
    ///
    /// @param tokens that it may cost, estimated; more than the limit counts as the limit
    Entry enter(int tokens) throws InterruptedException {
        int cost = Math.min(tokens, limit.tokens().orElse(Integer.MAX_VALUE));
        turn.lockInterruptibly();
        try {
            for (long wait = wait(cost); wait > 0; wait = wait(cost)) {
                clock.sleep(Duration.ofNanos(wait));
            }
            return add(cost);
        } finally {
            turn.unlock();
        }
    }

    private synchronized Entry add(int cost) {
        Entry entry = new Entry(clock.nanos(), cost);
        if (limit.requests().isPresent() || limit.tokens().isPresent()) {
            entries.add(entry);
        }
        return entry;
    }

    /// {@return nanoseconds until a request of this cost may go, as far as is known; 0 for now}
    private synchronized long wait(int cost) {
        long now = clock.nanos();
        while (!entries.isEmpty() && now - entries.getFirst().time >= MINUTE) {
            entries.removeFirst();
        }
        if (heldUntil - now > 0) {
            return heldUntil - now;
        }
        long spent = 0;
        for (Entry entry : entries) {
            spent += entry.tokens;
        }
        boolean full =
                entries.size() >= limit.requests().orElse(Integer.MAX_VALUE)
                        || spent + cost > limit.tokens().orElse(Integer.MAX_VALUE);
        return full && !entries.isEmpty() ? entries.getFirst().time + MINUTE - now : 0;
    }

    /// Says what a request really cost.
    synchronized void settle(Entry entry, int tokens) {
        entry.tokens = tokens;
    }

    /// Lets nobody through for a while: the endpoint asked for it.
    synchronized void hold(Duration time) {
        long until = clock.nanos() + time.toNanos();
        heldUntil = until - heldUntil > 0 ? until : heldUntil;
    }
}
