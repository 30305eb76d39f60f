package dev.baltoro.agent.score.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A regular expression, as a tool's caller writes it, applied to a text.
///
/// It is read as JavaScript and Python both read it ([PatternTranslation]), and what goes on
/// without end is given up.
public final class RegexSearch {
    /// Characters of a pattern.
    private static final int PATTERN_CHARS_MAX = 500;

    /// Characters that a search may look at.
    private static final int STEPS_MAX = 5_000_000;

    /// Flags of JavaScript.
    private static final String FLAGS = "dgimsuvy";

    /// A repeated group of something repeated, which may take exponential time.
    private static final Pattern NESTED_REPEAT = Pattern.compile("\\([^()]*[+*{][^()]*\\)[+*{]");

    private final Pattern pattern;
    private final PatternTranslation translation;

    private RegexSearch(Pattern pattern, PatternTranslation translation) {
        this.pattern = pattern;
        this.translation = translation;
    }

    /// {@return a pattern with flags such as `gi`; empty if a tool would refuse it}
    public static Optional<RegexSearch> of(String pattern, String flags) {
        boolean refused =
                pattern.length() > PATTERN_CHARS_MAX
                        || NESTED_REPEAT.matcher(pattern).find()
                        || flags.chars().anyMatch(flag -> FLAGS.indexOf(flag) < 0);
        if (refused) {
            return Optional.empty();
        }
        int meaning = Pattern.UNIX_LINES | Pattern.UNICODE_CHARACTER_CLASS;
        if (flags.contains("i")) {
            meaning |= Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        }
        if (flags.contains("m")) {
            meaning |= Pattern.MULTILINE;
        }
        if (flags.contains("s")) {
            meaning |= Pattern.DOTALL;
        }
        try {
            PatternTranslation translation = PatternTranslation.of(pattern, flags.contains("m"));
            return Optional.of(
                    new RegexSearch(Pattern.compile(translation.java(), meaning), translation));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    /// {@return whether it is found in a text; empty if it takes too long}
    public Optional<Boolean> isFound(String text) {
        return bounded(() -> matcher(text).find());
    }

    /// {@return what is found, in order: of each match the first group that has something, if there
    /// is one, else all of it}
    public Optional<List<String>> found(String text) {
        return bounded(() -> {
            List<String> found = new ArrayList<>();
            Matcher matcher = matcher(text);
            while (matcher.find()) {
                String best = matcher.group();
                for (int i = 1; i <= matcher.groupCount(); i++) {
                    String group = matcher.group(i);
                    if (group != null && !group.isEmpty()) {
                        best = group;
                        break;
                    }
                }
                found.add(best);
            }
            return found;
        });
    }

    /// {@return the text with every match replaced; empty also if the replacement names a group
    /// that is not there}
    ///
    /// @param replacement `$&` is the match, `$1` and `$<name>` are groups
    public Optional<String> replaced(String text, String replacement) {
        Optional<String> java = translation.replacement(replacement);
        if (java.isEmpty()) {
            return Optional.empty();
        }
        try {
            return bounded(() -> matcher(text).replaceAll(java.get()));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Matcher matcher(String text) {
        return pattern.matcher(new Counted(text, new int[1]));
    }

    private static <T> Optional<T> bounded(Supplier<T> search) {
        try {
            return Optional.of(search.get());
        } catch (TooLongException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    private static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /// A text that counts how often it is looked at.
    ///
    /// @param steps one number, shared with the text's parts
    private record Counted(CharSequence text, int[] steps) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (++steps[0] > STEPS_MAX) {
                throw new TooLongException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
