package dev.baltoro.engine.grammar.regex;

import java.util.BitSet;
import java.util.Optional;

/// The flags that hold at a place of a pattern: `(?i)`, `(?m)` and `(?s)`, which ECMA-262 has as
/// `(?ims:...)` since 2025, and other dialects have at a pattern's beginning too.
///
/// @param ignoreCase letters match in either case
/// @param multiline `^` and `$` match at line ends too
/// @param dotAll `.` matches line ends
record PatternFlags(boolean ignoreCase, boolean multiline, boolean dotAll) {
    static final PatternFlags NONE = new PatternFlags(false, false, false);

    /// {@return the flags from here on, if a group that only sets flags begins here}
    static Optional<PatternFlags> accept(PatternText text, PatternFlags now) {
        int length = 2;
        while (text.peek(length) == '-' || isLetter(text.peek(length))) {
            length++;
        }
        boolean only =
                text.peek() == '(' && text.peek(1) == '?' && length > 2 && text.peek(length) == ')';
        if (!only) {
            return Optional.empty();
        }
        text.skip(2);
        PatternFlags changed = read(text, now);
        text.expect(')');
        return Optional.of(changed);
    }

    /// {@return the flags of a group; the text stands after its `(?`}
    static PatternFlags group(PatternText text, PatternFlags now) {
        String construct =
                switch (text.peek()) {
                    case '>' -> "an atomic group";
                    case '#' -> "a comment";
                    case '(' -> "a condition on a group";
                    case 'P', '&', 'R' -> "a reference to a group";
                    case '|' -> "a branch reset";
                    default -> PatternText.isDigit(text.peek()) ? "a reference to a group" : "";
                };
        if (!construct.isEmpty()) {
            throw text.error("has %s, which cannot be expressed".formatted(construct));
        }
        PatternFlags changed = read(text, now);
        text.expect(':');
        return changed;
    }

    private static PatternFlags read(PatternText text, PatternFlags now) {
        PatternFlags flags = now;
        boolean on = true;
        while (text.peek() == '-' || isLetter(text.peek())) {
            int flag = text.next();
            if (flag == '-') {
                on = false;
                continue;
            }
            flags =
                    switch (flag) {
                        case 'i' -> new PatternFlags(on, flags.multiline, flags.dotAll);
                        case 'm' -> new PatternFlags(flags.ignoreCase, on, flags.dotAll);
                        case 's' -> new PatternFlags(flags.ignoreCase, flags.multiline, on);
                        default ->
                                throw text.error(
                                        "has the flag %c, which cannot be expressed"
                                                .formatted(flag));
                    };
        }
        return flags;
    }

    private static boolean isLetter(int codePoint) {
        return codePoint > 0 && codePoint < 0x80 && Character.isLetter(codePoint);
    }

    /// {@return a set, with the other cases of its letters if case is ignored}
    CodePoints folded(CodePoints set, Reading reading) {
        if (!ignoreCase) {
            return set;
        }
        BitSet folds = new BitSet();
        // Dialects agree about ASCII only.
        if (reading == Reading.CAUTIOUS) {
            folds.or(set.members());
            for (int letter = 'A'; letter <= 'Z'; letter++) {
                boolean either = set.contains(letter) || set.contains(letter | 0x20);
                folds.set(letter, either);
                folds.set(letter | 0x20, either);
            }
            return new CodePoints(folds);
        }
        set.members().stream().map(PatternFlags::fold).forEach(folds::set);
        return CodePoints.where(codePoint -> folds.get(fold(codePoint)));
    }

    private static int fold(int codePoint) {
        return Character.toLowerCase(Character.toUpperCase(codePoint));
    }
}
