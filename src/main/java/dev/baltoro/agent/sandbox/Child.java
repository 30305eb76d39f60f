package dev.baltoro.agent.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One interpreter that waits for a program, and dies with it.
final class Child implements AutoCloseable {
    /// Until the kernel has ended what was killed, and has closed its pipes.
    private static final Duration ENDING_MAX = Duration.ofSeconds(30);

    /// All that a program finds in its environment.
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "PATH", "/usr/bin:/bin",
                    "LANG", "C.UTF-8",
                    "PYTHONHASHSEED", "0",
                    // A JVM's threads reserve 64 MiB of addresses each otherwise.
                    "MALLOC_ARENA_MAX", "2");

    private final Process process;
    private final Confinement confinement;
    private final Limits limits;
    private final ChildFolder folder;

    /// @param limits of its process
    private Child(Process process, Confinement confinement, Limits limits, ChildFolder folder) {
        this.process = process;
        this.confinement = confinement;
        this.limits = limits;
        this.folder = folder;
    }

    /// Starts one. The calling thread has to live as long as the child: if it ends, so does the
    /// child.
    static Child start(Confinement confinement, Interpreter interpreter, Limits limits, Path parent)
            throws IOException {
        ChildFolder folder = ChildFolder.in(parent);
        ProcessBuilder builder =
                new ProcessBuilder(
                                confinement.command(
                                        interpreter, limits, folder.root(), folder.ending()))
                        .directory(folder.work().toFile());
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        return new Child(builder.start(), confinement, interpreter.overhead().with(limits), folder);
    }

    /// {@return whether it still waits}
    boolean isAlive() {
        return process.isAlive();
    }

    /// Runs a program in it. Can be called once.
    Outcome run(Program program) throws InterruptedException {
        BoundedReader output =
                new BoundedReader(process.getInputStream(), limits.outputBytes(), this::kill);
        BoundedReader errors =
                new BoundedReader(process.getErrorStream(), limits.outputBytes(), this::kill);
        List<Thread> threads =
                List.of(
                        thread("output", output),
                        thread("errors", errors),
                        thread("input", () -> send(program)));
        boolean ended = process.waitFor(limits.wallSeconds(), TimeUnit.SECONDS);
        kill(); // also what it left running, where no namespace ends with it
        if (!process.waitFor(ENDING_MAX)) {
            return new Outcome.Unavailable("the system does not end a program that was killed");
        }
        for (Thread thread : threads) {
            if (!thread.join(ENDING_MAX)) {
                return new Outcome.Unavailable("a program that was killed holds its pipes");
            }
        }
        if (output.overflowed() || errors.overflowed()) {
            return new Outcome.TooMuchOutput(output.text(), errors.text());
        }
        return ended
                ? ending(output.text(), errors.text())
                : new Outcome.Hung(output.text(), errors.text());
    }

    private Outcome ending(String output, String errors) {
        try {
            return ProcessExit.read(folder.ending()).outcome(limits, output, errors);
        } catch (IOException e) {
            String said = errors.lines().findFirst().orElse(String.valueOf(e.getMessage()));
            return new Outcome.Unavailable("the sandbox could not be made: " + said);
        }
    }

    private static Thread thread(String name, Runnable work) {
        return Thread.ofPlatform().daemon().name("baltoro-sandbox-" + name).start(work);
    }

    private void send(Program program) {
        byte[] source = program.source().getBytes(StandardCharsets.UTF_8);
        try (OutputStream stream = process.getOutputStream()) {
            stream.write((source.length + "\n").getBytes(StandardCharsets.US_ASCII));
            stream.write(source);
            stream.write(program.input().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // it ended without reading all of its input, as it may
        }
    }

    /// Namespaces end with their first process; elsewhere, looks for what the program started.
    private void kill() {
        List<ProcessHandle> others =
                confinement == Confinement.LIMITS ? process.descendants().toList() : List.of();
        process.toHandle().destroyForcibly(); // Process's own would close pipes that are still read
        others.forEach(ProcessHandle::destroyForcibly);
    }

    /// Ends it, whatever it does, and deletes what it left.
    @Override
    public void close() throws IOException {
        kill();
        folder.wipe();
    }
}
