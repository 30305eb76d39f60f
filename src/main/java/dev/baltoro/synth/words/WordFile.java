package dev.baltoro.synth.words;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Text files with words, resources beside this package's classes.
public final class WordFile {
    private WordFile() {}

    /// {@return the file's lines without spaces around them, comments (`#`) and empty ones}
    public static List<String> lines(String name) {
        String file = name + ".txt";
        try (@Nullable InputStream in = WordFile.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException(file + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
