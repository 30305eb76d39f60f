package dev.baltoro.agent.sandbox;

import java.nio.charset.StandardCharsets;

/// A program to run, and what it reads.
///
/// @param language what it is written in
/// @param source its text
/// @param input what it finds on its standard input
public record Program(Language language, String source, String input) {
    /// Most bytes of a source, in UTF-8.
    public static final int SOURCE_BYTES_MAX = 1 << 18;

    /// Most bytes of an input, in UTF-8.
    public static final int INPUT_BYTES_MAX = 1 << 22;

    /// {@return why it cannot be run at all; empty if it can}
    String refusal() {
        if (bytes(source) > SOURCE_BYTES_MAX) {
            return "the source has %d bytes, most are %d"
                    .formatted(bytes(source), SOURCE_BYTES_MAX);
        }
        if (bytes(input) > INPUT_BYTES_MAX) {
            return "the input has %d bytes, most are %d".formatted(bytes(input), INPUT_BYTES_MAX);
        }
        return "";
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
