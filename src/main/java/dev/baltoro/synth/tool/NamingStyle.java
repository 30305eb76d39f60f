package dev.baltoro.synth.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How a server writes the names of its tools and their parameters.
public enum NamingStyle {
    SNAKE,
    CAMEL,
    KEBAB,
    /// `tasks.create`, with parameters in camel case.
    DOTTED,
    PASCAL;

    /// {@return a tool's name}
    ///
    /// @param words in the order in which they are read; the first one is the verb
    public String tool(List<String> words) {
        List<String> parts = parts(words);
        return switch (this) {
            case SNAKE -> String.join("_", parts);
            case KEBAB -> String.join("-", parts);
            case CAMEL -> camel(parts);
            case PASCAL -> parts.stream().map(NamingStyle::capital).collect(Collectors.joining());
            case DOTTED ->
                    parts.size() == 1
                            ? parts.getFirst()
                            : camel(parts.subList(1, parts.size())) + "." + parts.getFirst();
        };
    }

    /// {@return a parameter's name}
    public String parameter(String said) {
        List<String> parts = parts(List.of(said));
        return switch (this) {
            case SNAKE, KEBAB -> String.join("_", parts);
            case CAMEL, DOTTED, PASCAL -> camel(parts);
        };
    }

    private static List<String> parts(List<String> words) {
        List<String> parts = new ArrayList<>();
        for (String word : words) {
            for (String part : word.split("[^\\p{L}\\p{N}]+", -1)) {
                if (!part.isEmpty()) {
                    parts.add(part.toLowerCase(Locale.ROOT));
                }
            }
        }
        return parts;
    }

    private static String camel(List<String> parts) {
        return parts.getFirst()
                + parts.stream().skip(1).map(NamingStyle::capital).collect(Collectors.joining());
    }

    static String capital(String word) {
        return word.isEmpty()
                ? word
                : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
