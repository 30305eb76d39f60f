package dev.baltoro.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import picocli.CommandLine.Model.CommandSpec;

/// Where data comes in and goes out.
///
/// @param in what the user pipes in
/// @param out data; messages go to the command line's error writer
public record StandardStreams(InputStream in, DataOutput out) {
    public static StandardStreams of(InputStream in, OutputStream out) {
        return new StandardStreams(in, new DataOutput(out));
    }

    /// {@return those of this process}
    ///
    /// `System.out` would swallow a full disk.
    public static StandardStreams ofProcess() {
        return of(System.in, new FileOutputStream(FileDescriptor.out));
    }

    /// {@return those that the command `spec` was started with}
    public static StandardStreams of(CommandSpec spec) {
        return spec.root().userObject() instanceof CommandProcess process
                ? process.streams()
                : ofProcess();
    }
}
