package dev.baltoro.agent.sandbox;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/// A sandbox that is opened when the first program comes: for those who may never run one.
public final class LateSandbox implements Sandbox, AutoCloseable {
    private final SandboxOptions options;
    private Optional<SandboxPool> opened = Optional.empty();
    private volatile String problem = "";

    /// @param options how it is opened
    public LateSandbox(SandboxOptions options) {
        this.options = options;
    }

    /// {@return the languages that are wanted; whether one is there shows when a program comes}
    @Override
    public Set<Language> languages() {
        return options.limits().keySet();
    }

    /// Opens the sandbox if need be.
    @Override
    public Optional<String> missing(Language language) throws InterruptedException {
        Optional<SandboxPool> pool = pool();
        return pool.isPresent() ? pool.get().missing(language) : Optional.of(problem);
    }

    /// Opens the sandbox if need be. One that cannot be opened is not tried again.
    @Override
    public Outcome run(Program program) throws InterruptedException {
        Optional<SandboxPool> pool = pool();
        return pool.isPresent() ? pool.get().run(program) : new Outcome.Unavailable(problem);
    }

    private synchronized Optional<SandboxPool> pool() throws InterruptedException {
        if (opened.isEmpty() && problem.isEmpty()) {
            try {
                opened = Optional.of(SandboxPool.open(options));
            } catch (SandboxException | IOException e) {
                problem = String.valueOf(e.getMessage());
            }
        }
        return opened;
    }

    /// Ends it if it was opened. Programs that come later find none.
    @Override
    public synchronized void close() throws IOException {
        problem = "the sandbox is closed";
        if (opened.isPresent()) {
            SandboxPool pool = opened.get();
            opened = Optional.empty();
            pool.close();
        }
    }
}
