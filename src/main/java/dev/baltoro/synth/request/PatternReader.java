package dev.baltoro.synth.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;

/// Reads the notation of [Pattern].
final class PatternReader {
    private static final java.util.regex.Pattern HOLE =
            java.util.regex.Pattern.compile(
                    "([a-z][a-z0-9_-]*)(?:\\.([1-9]))?(?::([a-z][a-z0-9_-]*))?");
    private static final java.util.regex.Pattern PHRASE =
            java.util.regex.Pattern.compile("@([a-z][a-z0-9.-]*)");

    private final String text;
    private int at;

    private PatternReader(String text) {
        this.text = text;
    }

    /// @throws IllegalArgumentException with one line that says where it is wrong
    static Pattern parse(String text) {
        PatternReader parser = new PatternReader(text);
        Pattern pattern = parser.choice();
        if (parser.at < text.length()) {
            throw parser.wrong("`)` closes nothing; write `\\)` for the character");
        }
        return pattern;
    }

    private Pattern choice() {
        List<Pattern> of = new ArrayList<>();
        of.add(row());
        while (at < text.length() && text.charAt(at) == '|') {
            at++;
            of.add(row());
        }
        return of.size() == 1 ? of.getFirst() : new Pattern.Choice(of);
    }

    private Pattern row() {
        List<Pattern> of = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
            char c = text.charAt(at++);
            switch (c) {
                case '(' -> {
                    flush(words, of);
                    of.add(group());
                }
                case '{' -> {
                    flush(words, of);
                    of.add(hole());
                }
                case '}' -> throw wrong("`}` closes nothing; write `\\}` for the character");
                case '\\' -> {
                    if (at == text.length()) {
                        throw wrong("ends in a backslash");
                    }
                    char escaped = text.charAt(at++);
                    words.append(escaped == 'n' ? '\n' : escaped);
                }
                default -> words.append(c);
            }
        }
        flush(words, of);
        return of.size() == 1 ? of.getFirst() : new Pattern.Row(of);
    }

    private Pattern group() {
        int from = at;
        Pattern inner = choice();
        if (at == text.length()) {
            at = from;
            throw wrong("`(` is never closed");
        }
        at++;
        return inner;
    }

    private Pattern hole() {
        int end = text.indexOf('}', at);
        if (end < 0) {
            throw wrong("`{` is never closed; write `\\{` for the character");
        }
        String inside = text.substring(at, end);
        at = end + 1;
        Matcher phrase = PHRASE.matcher(inside);
        if (phrase.matches()) {
            return new Pattern.Phrase(phrase.group(1));
        }
        Matcher hole = HOLE.matcher(inside);
        if (!hole.matches()) {
            throw wrong(
                    "`{%s}` is no slot; use {name}, {name.2}, {name:form} or {@phrase}"
                            .formatted(inside));
        }
        int index = hole.group(2) == null ? 1 : Integer.parseInt(hole.group(2));
        return new Pattern.Hole(hole.group(1), index, hole.group(3) == null ? "" : hole.group(3));
    }

    private static void flush(StringBuilder words, List<Pattern> of) {
        if (!words.isEmpty()) {
            of.add(new Pattern.Words(words.toString()));
            words.setLength(0);
        }
    }

    private IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException(
                String.format(Locale.ROOT, "%s (at %d of `%s`)", why, at, text));
    }
}
