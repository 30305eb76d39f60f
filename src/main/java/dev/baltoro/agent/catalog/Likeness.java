package dev.baltoro.agent.catalog;

import dev.baltoro.agent.mcp.McpTool;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What makes two tools of different servers nearly equal: names that differ in case and
/// punctuation only, the same parameters, and descriptions of nearly the same words.
final class Likeness {
    /// Share of the words of two descriptions that both have.
    static final double SHARED_MIN = 0.8;

    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Likeness() {}

    /// {@return what nearly equal tools have in common exactly}
    static String key(McpTool tool) {
        Set<String> parameters =
                new TreeSet<>(tool.inputSchema().path("properties").propertyNames());
        return NO_LETTER.matcher(tool.name().toLowerCase(Locale.ROOT)).replaceAll("") + parameters;
    }

    /// {@return whether two tools of one key are described by nearly the same words}
    static boolean isNear(McpTool one, McpTool other) {
        Set<String> a = words(one.description());
        Set<String> b = words(other.description());
        if (a.isEmpty() && b.isEmpty()) {
            return true;
        }
        Set<String> both = new HashSet<>(a);
        both.retainAll(b);
        return both.size() >= SHARED_MIN * (a.size() + b.size() - both.size());
    }

    private static Set<String> words(String text) {
        Set<String> words =
                new HashSet<>(Arrays.asList(NO_LETTER.split(text.toLowerCase(Locale.ROOT))));
        words.remove("");
        return words;
    }
}
