package dev.baltoro.text.tokenizer;

import dev.baltoro.TestData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// K2's own `tiktoken.model`, which is not part of the project: tests that need it are skipped
/// where it is absent.
public final class K2Vocabulary {
    private K2Vocabulary() {}

    /// {@return K2's tokenizer}
    public static Tokenizer tokenizer() {
        Path file = TestData.require("kimi-k2/tiktoken.model");
        try {
            return Tokenizer.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
