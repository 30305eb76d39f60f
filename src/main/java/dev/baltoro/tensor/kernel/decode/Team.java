package dev.baltoro.tensor.kernel.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A fixed team of platform threads that go through one task together, with barriers on the way.
///
/// The caller of [#run] is member 0. A task may be for some of the members only; the others then
/// sleep on. A phase of a decode step takes microseconds, less than waking a thread, so waiting
/// spins for a bounded time before it gives the core away: on a busy machine a barrier is slow,
/// never stuck. What a member wrote before a barrier, all see after it.
public final class Team implements AutoCloseable {
    /// How long a helper spins for the next task before it parks.
    private static final long IDLE_SPIN_NANOS = 200_000;

    /// Looks at a condition between two looks at the clock.
    private static final int SPINS_PER_LOOK = 64;

    /// A member that waits tells the processor so only at every so many looks. A hypervisor may
    /// take the core from a guest that does it in a tight loop, for longer than any phase takes.
    private static final int LOOKS_PER_HINT = 64;

    /// How often a member looks for the others before it yields its core; some 50 µs.
    private static final int SPINS = 20_000;

    /// How often it then yields before it sleeps between looks.
    private static final int YIELDS = 100;

    private static final long SLEEP_NANOS = 50_000;
    private static final long CLOSE_MILLIS = 10_000;

    /// Bits of [#order] that say how many members take part.
    private static final int ACTIVE_BITS = 16;

    /// Most members of a team.
    public static final int MEMBERS_MAX = (1 << ACTIVE_BITS) - 1;

    private final List<Helper> helpers = new ArrayList<>();
    private final int members;
    private final @Nullable Throwable[] failures;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile int phase;
    private volatile long order;
    private int active;
    private volatile boolean failed;
    private volatile boolean resting;
    private volatile boolean closed;
    private Task task = (member, count) -> {};

    /// What the members do.
    @FunctionalInterface
    public interface Task {
        /// Does the part of member `member` of `members`.
        void run(int member, int members);
    }

    private Team(int members) {
        this.members = members;
        this.failures = new @Nullable Throwable[members];
    }

    /// {@return a team of `threads` members, the caller of [#run] among them}
    ///
    /// @throws IllegalArgumentException unless `threads` is 1 to [#MEMBERS_MAX]
    public static Team open(int threads) {
        if (threads < 1 || threads > MEMBERS_MAX) {
            throw new IllegalArgumentException(
                    "a team has 1 to %d threads, got %d".formatted(MEMBERS_MAX, threads));
        }
        Team team = new Team(threads);
        for (int member = 1; member < threads; member++) {
            Helper helper = team.new Helper(member);
            team.helpers.add(helper);
            helper.thread.start();
        }
        return team;
    }

    /// {@return the number of members}
    public int members() {
        return members;
    }

    /// {@return how many members take part in the present task}
    public int active() {
        return active;
    }

    /// Runs `work` once on each member and waits for all of them.
    ///
    /// @throws IllegalStateException as [#run(int, Task)]
    public void run(Task work) {
        run(members, work);
    }

    /// Runs `work` once on each of the first `count` members and waits for them.
    ///
    /// A member's failure is thrown after all have ended; one that waits at a barrier meanwhile is
    /// sent home.
    ///
    /// @throws IllegalStateException if the team is closed or in another task, or if a member ended
    ///   without coming to a barrier that another one waited at
    /// @throws IllegalArgumentException unless `count` is 1 to [#members]
    public void run(int count, Task work) {
        if (count < 1 || count > members) {
            throw new IllegalArgumentException(
                    "a team of %d cannot run a task of %d".formatted(members, count));
        }
        take();
        try {
            begin(count, work);
            attempt(0);
            for (int looks = 0; ended.get() < count; looks++) {
                pause(looks);
            }
            throwFailure();
        } finally {
            taken.set(false);
        }
    }

    private void take() {
        if (!taken.compareAndSet(false, true)) {
            throw new IllegalStateException("the team is in another task");
        }
        if (closed) {
            taken.set(false);
            throw new IllegalStateException("the team is closed");
        }
    }

    private void begin(int count, Task work) {
        task = work;
        active = count;
        failed = false;
        resting = false;
        arrived.set(0);
        ended.set(0);
        if (count > 1) {
            // Only the taker writes: what it wrote above is seen by who sees this.
            order = ((order >>> ACTIVE_BITS) + 1) << ACTIVE_BITS | count;
            helpers.subList(0, count - 1).forEach(Helper::wake);
        }
    }

    private void attempt(int member) {
        try {
            task.run(member, active);
        } catch (Throwable e) {
            failures[member] = e;
            failed = true;
        } finally {
            ended.incrementAndGet();
        }
    }

    private void throwFailure() {
        Throwable first = null;
        for (int i = 0; i < members; i++) {
            Throwable failure = failures[i];
            failures[i] = null;
            if (failure == null) {
                continue;
            }
            if (first == null || (first instanceof Abandoned && !(failure instanceof Abandoned))) {
                first = failure;
            } else if (!(failure instanceof Abandoned)) {
                first.addSuppressed(failure);
            }
        }
        switch (first) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(first);
        }
    }

    /// Waits inside a task until all members have come here.
    public void barrier() {
        if (active == 1) {
            return;
        }
        int now = phase;
        if (arrived.incrementAndGet() == active) {
            arrived.set(0);
            phase = now + 1;
            return;
        }
        for (int looks = 0; phase == now; looks++) {
            // Who has ended cannot come any more, unless it was here and the phase is over.
            if ((failed || ended.get() > 0) && phase == now) {
                throw new Abandoned();
            }
            pause(looks);
        }
    }

    private static void pause(int looks) {
        if (looks < SPINS) {
            if (looks % LOOKS_PER_HINT == 0) {
                Thread.onSpinWait();
            }
        } else if (looks < SPINS + YIELDS) {
            Thread.yield();
        } else {
            LockSupport.parkNanos(SLEEP_NANOS);
        }
    }

    /// Tells helpers to park now rather than to spin for the next task.
    public void rest() {
        resting = true;
    }

    /// Ends the helpers.
    ///
    /// @throws IllegalStateException if the team is in a task
    @Override
    public void close() {
        if (!taken.compareAndSet(false, true)) {
            throw new IllegalStateException("the team is in a task and cannot be closed");
        }
        closed = true;
        taken.set(false);
        helpers.forEach(Helper::wake);
        boolean interrupted = false;
        for (Helper helper : helpers) {
            try {
                helper.thread.join(CLOSE_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// One thread besides the caller's.
    private final class Helper {
        private final Thread thread;
        private final int member;
        private volatile boolean parked;

        Helper(int member) {
            this.member = member;
            this.thread =
                    Thread.ofPlatform().daemon().name("decode-" + member).unstarted(this::work);
        }

        private void work() {
            for (long done = awaitOrder(0); done != 0; done = awaitOrder(done)) {
                attempt(member);
            }
        }

        /// {@return the next order after `done` that this member has a part in, 0 when the team is
        /// closed}
        ///
        /// An order that it has a part in stays until it has done it; others may pass unseen.
        private long awaitOrder(long done) {
            long start = System.nanoTime();
            int looks = 0;
            while (!isCalled(done) && !closed && !resting) {
                if (++looks % SPINS_PER_LOOK == 0) {
                    Thread.onSpinWait();
                    if (System.nanoTime() - start > IDLE_SPIN_NANOS) {
                        break;
                    }
                }
            }
            parked = true;
            while (!isCalled(done) && !closed) {
                LockSupport.park(Team.this);
            }
            parked = false;
            return isCalled(done) ? order : 0;
        }

        private boolean isCalled(long done) {
            long now = order;
            return now != done && (now & MEMBERS_MAX) > member;
        }

        void wake() {
            if (parked) {
                LockSupport.unpark(thread);
            }
        }
    }

    /// Ends a member's task when another one can no longer come to a barrier.
    private static final class Abandoned extends IllegalStateException {
        private static final long serialVersionUID = 1;

        Abandoned() {
            super("a member of the team ended before a barrier that another one waits at");
        }
    }
}
