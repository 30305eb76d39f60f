package dev.baltoro.cli.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;

/// Standard output that remembers why it failed: a writer on it may swallow the error.
final class DataOutput extends FilterOutputStream {
    private Optional<IOException> failure = Optional.empty();

    DataOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            failure = Optional.of(e);
            throw e;
        }
    }

    /// Flushes and stays open: the process's output is not a command's to close.
    @Override
    public void close() throws IOException {
        flush();
    }

    /// {@return why a write failed, if one did}
    Optional<IOException> failure() {
        return failure;
    }

    /// {@return whether the reader went away, as `head` does: no error, but nobody to write for}
    boolean isBroken() {
        return failure.map(e -> String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT))
                .filter(line -> line.contains("broken pipe") || line.contains("pipe is being"))
                .isPresent();
    }
}
