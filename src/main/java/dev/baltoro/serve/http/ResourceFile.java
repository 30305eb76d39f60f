package dev.baltoro.serve.http;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Files that travel in the jar beside a class.
public final class ResourceFile {
    private ResourceFile() {}

    /// {@return a file's bytes, none if there is no such file}
    public static Optional<byte[]> find(Class<?> beside, String name) throws IOException {
        try (InputStream in = beside.getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }

    /// {@return a file's bytes}
    ///
    /// @throws FileNotFoundException if there is no such file
    public static byte[] read(Class<?> beside, String name) throws IOException {
        return find(beside, name)
                .orElseThrow(() -> new FileNotFoundException(name + " is missing from the jar"));
    }
}
