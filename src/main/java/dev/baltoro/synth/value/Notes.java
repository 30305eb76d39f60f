package dev.baltoro.synth.value;

/// Short texts that people write down.
final class Notes {
    private Notes() {}

    /// {@return something to do, such as `Return the red ladder`}
    static String task(Draws draw) {
        return CommonWords.filled(draw, "task");
    }

    /// {@return a line of text}
    static String line(Draws draw) {
        return CommonWords.filled(draw, "line");
    }
}
