package dev.baltoro.cli.terminal;

import java.util.concurrent.CountDownLatch;

/// What a command knows of the process that runs it; the root command is one.
public interface CommandProcess {
    /// {@return where data comes in and goes out}
    StandardStreams streams();

    /// {@return counted down when the command's last line is printed}
    CountDownLatch commandEnded();

    /// {@return whether errors are printed with where they come from}
    boolean verbose();
}
