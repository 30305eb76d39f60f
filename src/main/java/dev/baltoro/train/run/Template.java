package dev.baltoro.train.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text with holes `{{name}}`.
public final class Template {
    private static final Pattern HOLE = Pattern.compile("\\{\\{([a-z_]+)}}");

    private Template() {}

    /// Fills each hole once; what is filled in is not looked at again.
    public static String fill(String template, Map<String, String> values) {
        Matcher hole = HOLE.matcher(template);
        return hole.replaceAll(match -> {
            String value = values.get(match.group(1));
            if (value == null) {
                throw new IllegalArgumentException("nothing to fill in " + match.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /// {@return the text of a file that the program was packed with}
    ///
    /// @param beside the class in whose package it lies, unless its name begins with a slash
    public static String resource(Class<?> beside, String name) throws IOException {
        try (InputStream stream = beside.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IOException(
                        "the program was packed without " + name + ": build it again");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
