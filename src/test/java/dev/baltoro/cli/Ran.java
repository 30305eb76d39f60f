package dev.baltoro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.cli.terminal.StandardStreams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/// A run of the whole command line inside this JVM, and what came of it. No run of a test may end
/// as a fault of the product's own ("unexpected ...").
public record Ran(int code, String out, String err) {
    public static Ran with(String input, Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Ran ran = into(out, input, arguments);
        return new Ran(ran.code, out.toString(StandardCharsets.UTF_8), ran.err);
    }

    public static Ran of(Object... arguments) {
        return with("", arguments);
    }

    /// Runs with standard output going to `out`, and does not look at it.
    static Ran into(OutputStream out, String input, Object... arguments) {
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        StringWriter err = new StringWriter();
        int code = Main.run(StandardStreams.of(in, out), new PrintWriter(err, true), words);
        assertThat(err.toString())
                .as(String.join(" ", words))
                .doesNotContainPattern("unexpected \\w+(Exception|Error): ");
        return new Ran(code, "", err.toString());
    }
}
