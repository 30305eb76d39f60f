package dev.baltoro.agent.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/// The children of one language: some wait, and one that was used is replaced.
final class WarmChildren implements AutoCloseable {
    /// A child that died while it waited is replaced so often for one program.
    private static final int TRIES = 3;

    private final Confinement confinement;
    private final Interpreter interpreter;
    private final Limits limits;
    private final Path folder;
    private final ExecutorService starter;
    private final int warm;
    private final Queue<Future<Child>> waiting = new ArrayDeque<>();

    /// @param folder where they have their own
    /// @param starter its one thread starts all children, and lives until they are closed
    /// @param warm how many wait once the first program has come
    WarmChildren(
            Confinement confinement,
            Interpreter interpreter,
            Limits limits,
            Path folder,
            ExecutorService starter,
            int warm) {
        this.confinement = confinement;
        this.interpreter = interpreter;
        this.limits = limits;
        this.folder = folder;
        this.starter = starter;
        this.warm = warm;
    }

    Confinement confinement() {
        return confinement;
    }

    Interpreter interpreter() {
        return interpreter;
    }

    Limits limits() {
        return limits;
    }

    Outcome run(Program program) throws InterruptedException {
        Outcome outcome = new Outcome.Unavailable("no child was started");
        for (int tries = 0; tries < TRIES; tries++) {
            try (Child child = take().get()) {
                if (child.isAlive() || tries == TRIES - 1) {
                    outcome = child.run(program);
                    break;
                }
            } catch (ExecutionException e) {
                return new Outcome.Unavailable("no child can be started: " + e.getCause());
            } catch (IOException e) {
                return new Outcome.Unavailable("a child's folder cannot be wiped: " + e);
            }
        }
        return outcome;
    }

    private synchronized Future<Child> take() {
        Future<Child> first = waiting.isEmpty() ? start() : waiting.remove();
        while (waiting.size() < warm) {
            waiting.add(start());
        }
        return first;
    }

    private Future<Child> start() {
        return starter.submit(() -> Child.start(confinement, interpreter, limits, folder));
    }

    /// Ends all that wait.
    @Override
    public synchronized void close() throws IOException {
        while (!waiting.isEmpty()) {
            try (Child child = waiting.remove().resultNow()) {
                // closing it is all
            } catch (IllegalStateException e) {
                // it was never started
            }
        }
    }
}
