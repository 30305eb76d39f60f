package dev.baltoro.agent.score.language;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A regular expression of JavaScript or Python in Java's words.
///
/// The three differ in groups' names, brackets within brackets, braces that repeat nothing, and a
/// few letters after a backslash. What Python refuses is refused here.
final class PatternTranslation {
    /// A letter of any alphabet, which not all dialects can say.
    private static final Pattern ANY_LETTER = Pattern.compile("\\\\[pP]\\{L(?:etter)?\\}");

    private static final Pattern REPEAT = Pattern.compile("\\{(\\d*)(,?)(\\d*)\\}");
    private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?P?<([A-Za-z_]\\w*)>");
    private static final Pattern NAMED_BACK = Pattern.compile("\\(\\?P=([A-Za-z_]\\w*)\\)");
    private static final Pattern HEX = Pattern.compile("x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}");

    /// `$&`, `$1`, `$<name>` in a replacement.
    private static final Pattern INSERTED = Pattern.compile("\\$(?:(&)|(\\d)|<(\\w+)>)");

    /// What may follow `(?` as it stands.
    private static final Pattern PLAIN_GROUP = Pattern.compile("\\(\\?(?:[:=!>]|<[=!]|[ims]+:)");

    private final String source;
    private final boolean multiline;
    private final StringBuilder out = new StringBuilder();
    private final Map<String, String> names = new HashMap<>();
    private int at;

    private PatternTranslation(String source, boolean multiline) {
        this.source = source;
        this.multiline = multiline;
    }

    /// {@return a pattern in Java's words}
    ///
    /// @param multiline whether `^` begins every line
    /// @throws PatternSyntaxException if it is none
    static PatternTranslation of(String pattern, boolean multiline) {
        String plain = ANY_LETTER.matcher(pattern).replaceAll("[^\\\\W\\\\d_]");
        PatternTranslation translation = new PatternTranslation(plain, multiline);
        translation.translate();
        return translation;
    }

    String java() {
        return out.toString();
    }

    /// {@return a replacement in Java's words; empty if it names a group that is not there}
    Optional<String> replacement(String text) {
        StringBuilder java = new StringBuilder();
        Matcher matcher = INSERTED.matcher(text);
        int last = 0;
        while (matcher.find()) {
            java.append(Matcher.quoteReplacement(text.substring(last, matcher.start())));
            last = matcher.end();
            String name = matcher.group(3);
            if (name != null && !names.containsKey(name)) {
                return Optional.empty();
            } else if (name != null) {
                java.append("${").append(names.get(name)).append('}');
            } else {
                // A digit after the group's number must stay apart from it.
                java.append('$').append(matcher.group(1) != null ? "0" : matcher.group(2));
                if (last < text.length() && Character.isDigit(text.charAt(last))) {
                    java.append('\\').append(text.charAt(last++));
                    matcher.region(last, text.length());
                }
            }
        }
        java.append(Matcher.quoteReplacement(text.substring(last)));
        return Optional.of(java.toString());
    }

    private PatternSyntaxException refused(String why) {
        return new PatternSyntaxException(why, source, at);
    }

    private void translate() {
        while (at < source.length()) {
            char c = source.charAt(at);
            switch (c) {
                case '\\' -> escape(false);
                case '[' -> letters();
                case '(' -> group();
                case '{' -> repeat();
                case '}', ']' -> literal(c);
                case '^' -> {
                    out.append(multiline ? "(?:\\A|(?<=\\n))" : "^");
                    at++;
                }
                default -> {
                    out.append(c);
                    at++;
                }
            }
        }
    }

    private void literal(char c) {
        out.append('\\').append(c);
        at++;
    }

    private void group() {
        Matcher named = at(NAMED_GROUP);
        Matcher back = at(NAMED_BACK);
        Matcher plain = at(PLAIN_GROUP);
        if (named.lookingAt()) {
            String name = "g" + names.size() + "x";
            if (names.putIfAbsent(named.group(1), name) != null) {
                throw refused("two groups have one name");
            }
            out.append("(?<").append(name).append('>');
            at = named.end();
        } else if (back.lookingAt()) {
            String name = names.get(back.group(1));
            if (name == null) {
                throw refused("no such group");
            }
            out.append("\\k<").append(name).append('>');
            at = back.end();
        } else if (plain.lookingAt()) {
            out.append(plain.group());
            at = plain.end();
        } else if (source.startsWith("(?", at)) {
            throw refused("this group is not in every dialect");
        } else {
            out.append('(');
            at++;
        }
    }

    private Matcher at(Pattern pattern) {
        return pattern.matcher(source).region(at, source.length());
    }

    private void repeat() {
        Matcher repeat = at(REPEAT);
        boolean counts =
                repeat.lookingAt() && !(repeat.group(1).isEmpty() && repeat.group(2).isEmpty());
        if (!counts) {
            literal('{');
            return;
        }
        String least = repeat.group(1).isEmpty() ? "0" : repeat.group(1);
        out.append('{').append(least).append(repeat.group(2)).append(repeat.group(3)).append('}');
        at = repeat.end();
    }

    private void letters() {
        out.append('[');
        at++;
        if (source.startsWith("^", at)) {
            out.append('^');
            at++;
        }
        boolean first = true;
        while (at < source.length() && (first || source.charAt(at) != ']')) {
            char c = source.charAt(at);
            switch (c) {
                case '\\' -> escape(true);
                case '[', ']', '&', '^' -> literal(c);
                default -> {
                    out.append(c);
                    at++;
                }
            }
            first = false;
        }
        if (at == source.length()) {
            throw refused("a bracket is open");
        }
        out.append(']');
        at++;
    }

    private void escape(boolean inLetters) {
        if (at + 1 == source.length()) {
            throw refused("a backslash stands at the end");
        }
        at++;
        char c = source.charAt(at);
        Matcher hex = at(HEX);
        if (hex.lookingAt()) {
            out.append('\\').append(hex.group());
            at = hex.end();
            return;
        }
        at++;
        switch (c) {
            case 'd', 'D', 's', 'S', 'w', 'W', 'f', 'n', 'r', 't', 'a' ->
                    out.append('\\').append(c);
            case 'v' -> out.append("\\x0B");
            case '0' -> out.append("\\x00");
            case 'b' -> out.append(inLetters ? "\\x08" : "\\b");
            case 'B', 'A' -> outside(inLetters, "\\" + c);
            case 'Z' -> outside(inLetters, "\\z");
            case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> outside(inLetters, "\\" + c);
            default -> {
                if (c < 0x80 && Character.isLetter(c)) {
                    throw refused("\\" + c + " is not in every dialect");
                }
                out.append(c < 0x80 ? "\\" : "").append(c);
            }
        }
    }

    private void outside(boolean inLetters, String text) {
        if (inLetters) {
            throw refused(text + " stands for no letter");
        }
        out.append(text);
    }
}
