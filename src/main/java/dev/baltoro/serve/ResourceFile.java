package dev.baltoro.serve;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Files that travel in the jar beside this package's classes.
final class ResourceFile {
    private ResourceFile() {}

    /// {@return a file's bytes, none if there is no such file}
    static Optional<byte[]> find(String name) throws IOException {
        try (InputStream in = ResourceFile.class.getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }

    /// {@return a file's bytes}
    ///
    /// @throws FileNotFoundException if there is no such file
    static byte[] read(String name) throws IOException {
        return find(name)
                .orElseThrow(() -> new FileNotFoundException(name + " is missing in the jar"));
    }
}
