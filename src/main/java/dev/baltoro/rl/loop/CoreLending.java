package dev.baltoro.rl.loop;

import dev.baltoro.tensor.CoreShare;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The cores of a run, lent between the engine and the trainer: half of them are each one's own,
/// and what one has no work for, the other has (lend when idle: Garcia et al., LeWI, ICPP 2009).
///
/// Both ask between two pieces of work: the engine before each decode step, the trainer's workers
/// before each micro-batch. A core that was lent comes back when the piece under way on it is done.
/// Only the workers wait for theirs. The engine always goes on, with one core at least: after it
/// had nothing to compute, that one may be one too many until a micro-batch is done.
///
/// Who has how many when is a matter of timing, and no bit of a run depends on it: the trainer's
/// micro-batches and the order of its sums are those of all its workers, however many of them have
/// a core.
final class CoreLending {
    private final int cores;
    private final int enginesOwn;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final CoreShare engine = new Engine();
    private int engineWanted;
    private int engineTaken;
    private int workersWaiting;
    private int workersTaken;
    private long since = System.nanoTime();
    private double engineSeconds;
    private double trainerSeconds;

    /// Seconds of cores so far: two cores for a second are two.
    ///
    /// @param engine that the engine had
    /// @param trainer that the trainer's workers had
    record CoreSeconds(double engine, double trainer) {
        CoreSeconds since(CoreSeconds before) {
            return new CoreSeconds(engine - before.engine, trainer - before.trainer);
        }
    }

    /// @param cores of a single one each side has that one, and the system shares it
    CoreLending(int cores) {
        this.cores = Math.max(2, cores);
        this.enginesOwn = this.cores / 2;
    }

    /// {@return the engine's share}
    CoreShare engine() {
        return engine;
    }

    /// {@return a share for each of the trainer's workers}
    List<CoreShare> workers(int count) {
        List<CoreShare> shares = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shares.add(new Worker());
        }
        return shares;
    }

    CoreSeconds coreSeconds() {
        lock.lock();
        try {
            count();
            return new CoreSeconds(engineSeconds, trainerSeconds);
        } finally {
            lock.unlock();
        }
    }

    private void count() {
        long now = System.nanoTime();
        engineSeconds += engineTaken * (now - since) * 1e-9;
        trainerSeconds += workersTaken * (now - since) * 1e-9;
        since = now;
    }

    /// {@return cores that the engine may have besides what the trainer has, or needs of its own}
    private int leftByTrainer() {
        int needed = Math.min(workersTaken + workersWaiting, cores - enginesOwn);
        return Math.max(1, cores - Math.max(workersTaken, needed));
    }

    private boolean isOneFreeForAWorker() {
        int kept = Math.max(engineTaken, Math.min(engineWanted, enginesOwn));
        return workersTaken < cores - kept;
    }

    private final class Engine implements CoreShare {
        @Override
        public int take(int wanted) {
            return have(wanted);
        }

        @Override
        public void giveBack() {
            int none = have(0);
        }

        private int have(int wanted) {
            lock.lock();
            try {
                count();
                engineWanted = wanted;
                engineTaken = Math.min(wanted, leftByTrainer());
                changed.signalAll();
                return engineTaken;
            } finally {
                lock.unlock();
            }
        }
    }

    private final class Worker implements CoreShare {
        private boolean has;

        @Override
        public int take(int wanted) {
            lock.lock();
            try {
                release();
                workersWaiting++;
                while (!isOneFreeForAWorker()) {
                    changed.awaitUninterruptibly();
                }
                workersWaiting--;
                count();
                workersTaken++;
                has = true;
                return 1;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void giveBack() {
            lock.lock();
            try {
                release();
            } finally {
                lock.unlock();
            }
        }

        private void release() {
            if (has) {
                count();
                workersTaken--;
                has = false;
                changed.signalAll();
            }
        }
    }
}
