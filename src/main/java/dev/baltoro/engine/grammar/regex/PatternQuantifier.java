package dev.baltoro.engine.grammar.regex;

import java.util.Optional;

/// How often a part of a pattern comes in a row. Whether it prefers few or many rounds (`*?`) makes
/// no difference to what matches.
record PatternQuantifier(int least, int most) {
    private static final int REPEAT_MAX = 5_000;

    /// {@return the quantifier here, if there is one}
    static Optional<PatternQuantifier> accept(PatternText text) {
        if (!isAhead(text)) {
            return Optional.empty();
        }
        PatternQuantifier quantifier =
                switch (text.next()) {
                    case '*' -> new PatternQuantifier(0, Regex.UNBOUNDED);
                    case '+' -> new PatternQuantifier(1, Regex.UNBOUNDED);
                    case '?' -> new PatternQuantifier(0, 1);
                    default -> counted(text);
                };
        text.accept('?');
        return Optional.of(quantifier);
    }

    /// {@return whether a quantifier comes; other braces are letters}
    static boolean isAhead(PatternText text) {
        return switch (text.peek()) {
            case '*', '+', '?' -> true;
            case '{' -> {
                int at = digits(text, 1);
                boolean some = at > 1;
                if (text.peek(at) == ',') {
                    at = digits(text, at + 1);
                }
                yield some && text.peek(at) == '}';
            }
            default -> false;
        };
    }

    private static int digits(PatternText text, int from) {
        int at = from;
        while (PatternText.isDigit(text.peek(at))) {
            at++;
        }
        return at;
    }

    private static PatternQuantifier counted(PatternText text) {
        int least = number(text);
        int most = least;
        if (text.accept(',')) {
            most = text.peek() == '}' ? Regex.UNBOUNDED : number(text);
        }
        text.expect('}');
        if (most < least) {
            throw text.error("repeats at least %d and at most %d times".formatted(least, most));
        }
        return new PatternQuantifier(least, most);
    }

    private static int number(PatternText text) {
        int value = 0;
        while (PatternText.isDigit(text.peek())) {
            value = 10 * value + text.next() - '0';
            if (value > REPEAT_MAX) {
                throw text.error("repeats more than %d times".formatted(REPEAT_MAX));
            }
        }
        return value;
    }
}
