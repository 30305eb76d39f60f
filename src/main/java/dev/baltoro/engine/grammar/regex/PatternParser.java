package dev.baltoro.engine.grammar.regex;

import java.util.ArrayList;
import java.util.List;

/// Reads ECMA-262 regular expressions, as `pattern` has them: over code points, not UTF-16 units.
///
/// A pattern may match anywhere in a string unless it is anchored; anchors are known at either end
/// of an alternative, also in groups that begin or end it. Look-around, back-references and word
/// borders are errors.
public final class PatternParser {
    /// Code points of a pattern.
    private static final int LENGTH_MAX = 1_000;

    private static final int REPEAT_MAX = 5_000;
    private static final int NESTING_MAX = 200;
    private static final int END = -1;

    /// A parsed pattern; anchors are kept apart, since languages have none.
    private sealed interface Node {
        record Plain(Regex regex) implements Node {}

        record Sequence(List<Node> parts) implements Node {}

        record Alternatives(List<Node> parts) implements Node {}

        record Anchor(boolean atStart) implements Node {}
    }

    /// What is beside a part of a pattern: any text, the string's end, or another part.
    private enum Side {
        OPEN,
        ANCHORED,
        INNER;

        Regex padding() {
            return this == OPEN ? Regex.ANYTHING : Regex.EMPTY;
        }
    }

    private final int[] text;
    private int at;
    private int nesting;

    private PatternParser(String text) {
        this.text = text.codePoints().toArray();
    }

    /// {@return the strings in which a pattern matches}
    ///
    /// @throws LanguageException if it is malformed or cannot be expressed
    public static Regex parse(String pattern) {
        if (pattern.length() > LENGTH_MAX) {
            throw new LanguageException(
                    "the regular expression has %d characters; %d at most"
                            .formatted(pattern.length(), LENGTH_MAX));
        }
        PatternParser parser = new PatternParser(pattern);
        Node node = parser.alternatives();
        if (parser.peek() == ')') {
            throw parser.error("has a ) too many");
        }
        return parser.language(node, Side.OPEN, Side.OPEN);
    }

    private Regex language(Node node, Side left, Side right) {
        return switch (node) {
            case Node.Plain(Regex regex) ->
                    Regex.then(left.padding(), Regex.then(regex, right.padding()));
            case Node.Alternatives(List<Node> parts) ->
                    Regex.or(
                            parts.stream()
                                    .map(part -> language(part, left, right))
                                    .toArray(Regex[]::new));
            case Node.Anchor(boolean atStart) -> {
                if ((atStart ? left : right) == Side.INNER) {
                    throw error("has an anchor in its middle, which cannot be expressed");
                }
                yield (atStart ? right : left).padding();
            }
            case Node.Sequence(List<Node> parts) -> language(parts, left, right);
        };
    }

    private Regex language(List<Node> parts, Side left, Side right) {
        if (parts.isEmpty()) {
            return Regex.then(left.padding(), right.padding());
        }
        if (parts.size() == 1) {
            return language(parts.getFirst(), left, right);
        }
        int last = parts.size() - 1;
        if (left != Side.INNER && isAnchor(parts.getFirst(), true)) {
            return language(parts.subList(1, last + 1), Side.ANCHORED, right);
        }
        if (right != Side.INNER && isAnchor(parts.get(last), false)) {
            return language(parts.subList(0, last), left, Side.ANCHORED);
        }
        // From the end, so that a chain grows at its head.
        Regex rest = language(parts.get(last), Side.INNER, right);
        for (int i = last - 1; i > 0; i--) {
            rest = Regex.then(language(parts.get(i), Side.INNER, Side.INNER), rest);
        }
        return Regex.then(language(parts.getFirst(), left, Side.INNER), rest);
    }

    private static boolean isAnchor(Node node, boolean atStart) {
        return node instanceof Node.Anchor(boolean start) && start == atStart;
    }

    private Node alternatives() {
        if (++nesting > NESTING_MAX) {
            throw error("nests more than %d groups".formatted(NESTING_MAX));
        }
        List<Node> alternatives = new ArrayList<>();
        do {
            List<Node> parts = new ArrayList<>();
            while (peek() != END && peek() != '|' && peek() != ')') {
                parts.add(quantified(atom()));
            }
            alternatives.add(new Node.Sequence(parts));
        } while (accept('|'));
        nesting--;
        return new Node.Alternatives(alternatives);
    }

    private Node atom() {
        int next = text[at++];
        return switch (next) {
            case '^' -> new Node.Anchor(true);
            case '$' -> new Node.Anchor(false);
            case '(' -> group();
            case '[' -> plain(set());
            case '.' -> plain(PatternLetters.DOT);
            case '\\' -> plain(escape());
            case '*', '+', '?' -> throw error("repeats nothing");
            default -> plain(CodePoints.of(next));
        };
    }

    private static Node plain(CodePoints letters) {
        return new Node.Plain(Regex.chars(letters));
    }

    private Node group() {
        if (accept('?')) {
            boolean named = accept('<');
            if (named && peek() != '=' && peek() != '!') {
                while (peek() != END && peek() != '>') {
                    at++;
                }
                expect('>');
            } else if (named || !accept(':')) {
                throw error("has a look-around or flags, which cannot be expressed");
            }
        }
        Node inside = alternatives();
        expect(')');
        return inside;
    }

    private Node quantified(Node atom) {
        int least;
        int most = Regex.UNBOUNDED;
        if (accept('*')) {
            least = 0;
        } else if (accept('+')) {
            least = 1;
        } else if (accept('?')) {
            least = 0;
            most = 1;
        } else if (peek() == '{' && at + 1 < text.length && isDigit(text[at + 1])) {
            at++;
            least = number();
            most = !accept(',') ? least : isDigit(peek()) ? number() : Regex.UNBOUNDED;
            expect('}');
            if (most < least) {
                throw error("repeats at least %d and at most %d times".formatted(least, most));
            }
        } else {
            return atom;
        }
        // Whether it prefers few or many makes no difference to what matches.
        accept('?');
        Regex inside = language(atom, Side.INNER, Side.INNER);
        return new Node.Plain(Regex.loop(inside, least, most));
    }

    private int number() {
        int value = 0;
        while (isDigit(peek())) {
            value = 10 * value + text[at++] - '0';
            if (value > REPEAT_MAX) {
                throw error("repeats more than %d times".formatted(REPEAT_MAX));
            }
        }
        return value;
    }

    private static boolean isDigit(int codePoint) {
        return codePoint >= '0' && codePoint <= '9';
    }

    private CodePoints set() {
        boolean negated = accept('^');
        CodePoints letters = CodePoints.NONE;
        while (peek() != ']') {
            if (peek() == END) {
                throw error("has a [ without ]");
            }
            CodePoints first = letter();
            boolean range = peek() == '-' && at + 1 < text.length && text[at + 1] != ']';
            if (range) {
                at++;
                CodePoints last = letter();
                if (single(first) > single(last)) {
                    throw error("has a range whose end is before its start");
                }
                first = CodePoints.range(single(first), single(last));
            }
            letters = letters.or(first);
        }
        at++;
        return negated ? letters.not() : letters;
    }

    private CodePoints letter() {
        if (peek() == END) {
            throw error("has a [ without ]");
        }
        int next = text[at++];
        if (next != '\\') {
            return CodePoints.of(next);
        }
        return accept('b') ? CodePoints.of('\b') : escape();
    }

    private int single(CodePoints letters) {
        if (letters.members().cardinality() != 1) {
            throw error("has a range between classes of letters");
        }
        return letters.members().nextSetBit(0);
    }

    private CodePoints escape() {
        if (peek() == END) {
            throw error("ends with a backslash");
        }
        int next = text[at++];
        return switch (next) {
            case 't' -> CodePoints.of('\t');
            case 'n' -> CodePoints.of('\n');
            case 'r' -> CodePoints.of('\r');
            case 'f' -> CodePoints.of('\f');
            case 'v' -> CodePoints.of(0x0B);
            case '0' -> CodePoints.of(0);
            case 'x' -> CodePoints.of(hex(2));
            case 'u' -> CodePoints.of(unicode());
            case 'c' -> CodePoints.of(text[Math.min(at++, text.length - 1)] & 0x1F);
            case 'd', 'D', 'w', 'W', 's', 'S' -> PatternLetters.ofClass((char) next);
            case 'p', 'P' -> {
                CodePoints letters = property();
                yield next == 'p' ? letters : letters.not();
            }
            default -> {
                if (next < 0x80 && Character.isLetterOrDigit(next)) {
                    throw error("has \\%c, which cannot be expressed".formatted(next));
                }
                yield CodePoints.of(next);
            }
        };
    }

    private CodePoints property() {
        expect('{');
        StringBuilder name = new StringBuilder();
        while (peek() != END && peek() != '}') {
            name.appendCodePoint(text[at++]);
        }
        expect('}');
        return PatternLetters.ofProperty(name.toString())
                .orElseThrow(() -> error("has the unknown property \\p{" + name + "}"));
    }

    private int unicode() {
        if (accept('{')) {
            int value = 0;
            while (peek() != '}') {
                value = value << 4 | hex(1);
                if (value > Character.MAX_CODE_POINT) {
                    throw error("has a code point that is none");
                }
            }
            at++;
            return value;
        }
        int value = hex(4);
        boolean pair =
                Character.isHighSurrogate((char) value)
                        && peek() == '\\'
                        && at + 1 < text.length
                        && text[at + 1] == 'u';
        if (pair) {
            at += 2;
            int low = hex(4);
            if (!Character.isLowSurrogate((char) low)) {
                throw error("has half of a surrogate pair");
            }
            return Character.toCodePoint((char) value, (char) low);
        }
        return value;
    }

    private int hex(int digits) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = peek() == END ? -1 : Character.digit(peek(), 16);
            if (digit < 0) {
                throw error("has an escape without its digits");
            }
            value = value << 4 | digit;
            at++;
        }
        return value;
    }

    private int peek() {
        return at < text.length ? text[at] : END;
    }

    private boolean accept(int codePoint) {
        if (peek() != codePoint) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(int codePoint) {
        if (!accept(codePoint)) {
            throw error("lacks a %c".formatted(codePoint));
        }
    }

    private LanguageException error(String problem) {
        return new LanguageException(
                "the regular expression %s %s"
                        .formatted(new String(text, 0, text.length), problem));
    }
}
