package dev.baltoro.cli.gym;

import dev.baltoro.agent.sandbox.Language;
import dev.baltoro.agent.sandbox.LateSandbox;
import dev.baltoro.agent.sandbox.Outcome;
import dev.baltoro.agent.sandbox.Program;
import dev.baltoro.agent.sandbox.Sandbox;
import dev.baltoro.agent.sandbox.SandboxOptions;
import dev.baltoro.cli.terminal.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;

/// The sandbox of a command, opened when an answer is to be run. Without one, the command fails in
/// one line.
final class GymSandbox implements Sandbox, AutoCloseable {
    private final LateSandbox sandbox = new LateSandbox(SandboxOptions.defaults());

    @Override
    public Set<Language> languages() {
        return sandbox.languages();
    }

    @Override
    public Optional<String> missing(Language language) throws InterruptedException {
        return sandbox.missing(language);
    }

    @Override
    public Outcome run(Program program) throws InterruptedException {
        Outcome outcome = sandbox.run(program);
        if (outcome instanceof Outcome.Unavailable(String reason)) {
            throw new Failure("no program can be run here: " + reason);
        }
        return outcome;
    }

    @Override
    public void close() {
        try {
            sandbox.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
