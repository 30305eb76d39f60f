package dev.baltoro.engine.grammar.automaton;

import dev.baltoro.engine.grammar.regex.Distance;
import dev.baltoro.engine.grammar.regex.TextLanguage;

/// A place in a JSON string's bytes: between two code points, or inside the spelling of one.
///
/// @param kind which part of which spelling comes next
/// @param left bytes or digits that are still to come
/// @param value bits read so far
/// @param bound for UTF-8 the least code point of this length, for a pair its high surrogate
public record PartialCodePoint(Kind kind, int left, int value, int bound) {
    public static final PartialCodePoint BETWEEN = new PartialCodePoint(Kind.BETWEEN, 0, 0, 0);
    static final PartialCodePoint ESCAPE = new PartialCodePoint(Kind.ESCAPE, 1, 0, 0);

    /// Bytes of the longest spelling of a code point.
    public static final int BYTES_MAX = 12;

    private static final PartialCodePoint HEX = new PartialCodePoint(Kind.HEX, 4, 0, 0);

    /// What a backslash may stand before, `u` apart, and what that means.
    private static final String ESCAPES = "\"\\/bfnrt";

    private static final int[] ESCAPED = {'"', '\\', '/', '\b', '\f', '\n', '\r', '\t'};

    private static final int SURROGATES = Character.MIN_SURROGATE;
    private static final int LOWS = Character.MIN_LOW_SURROGATE;
    private static final int BEHIND_SURROGATES = Character.MAX_SURROGATE + 1;

    /// Bytes of a low surrogate's escape: `\\uDC00`.
    private static final int PAIR_REST = 6;

    enum Kind {
        BETWEEN,
        UTF8,
        ESCAPE,
        HEX,
        PAIR_BACKSLASH,
        PAIR_U,
        PAIR_HEX
    }

    /// What a byte leads to: a finished code point, another partial one, or nowhere.
    sealed interface Step {
        Step NOWHERE = new Nowhere();

        record Complete(int codePoint) implements Step {}

        record Partial(PartialCodePoint partial) implements Step {}

        record Nowhere() implements Step {}
    }

    private static Step partial(Kind kind, int left, int value, int bound) {
        return new Step.Partial(new PartialCodePoint(kind, left, value, bound));
    }

    /// {@return where `next` leads; a quotation mark between code points leads nowhere}
    Step step(int next) {
        return switch (kind) {
            case BETWEEN -> first(next);
            case UTF8 -> {
                if ((next & 0xC0) != 0x80) {
                    yield Step.NOWHERE;
                }
                int bits = value << 6 | next & 0x3F;
                yield left == 1 ? complete(bits) : partial(kind, left - 1, bits, bound);
            }
            case ESCAPE -> {
                int place = ESCAPES.indexOf(next);
                yield next == 'u'
                        ? new Step.Partial(HEX)
                        : place < 0 ? Step.NOWHERE : new Step.Complete(ESCAPED[place]);
            }
            case HEX, PAIR_HEX -> hex(next);
            case PAIR_BACKSLASH -> next == '\\' ? partial(Kind.PAIR_U, 1, 0, bound) : Step.NOWHERE;
            case PAIR_U -> next == 'u' ? partial(Kind.PAIR_HEX, 4, 0, bound) : Step.NOWHERE;
        };
    }

    /// {@return where `next` leads in plain text, which escapes nothing}
    Step plainStep(int next) {
        boolean whole = kind == Kind.BETWEEN && next >= 0 && next < 0x80;
        return whole ? new Step.Complete(next) : step(next);
    }

    private static Step first(int next) {
        if (next < ' ' || next == '"') {
            return Step.NOWHERE;
        }
        if (next < 0x80) {
            return next == '\\' ? new Step.Partial(ESCAPE) : new Step.Complete(next);
        }
        if (next < 0xC2 || next > 0xF4) {
            return Step.NOWHERE;
        }
        return next < 0xE0
                ? partial(Kind.UTF8, 1, next & 0x1F, 0x80)
                : next < 0xF0
                        ? partial(Kind.UTF8, 2, next & 0x0F, 0x800)
                        : partial(Kind.UTF8, 3, next & 0x07, 0x10000);
    }

    private Step complete(int codePoint) {
        boolean valid =
                codePoint >= bound
                        && codePoint <= Character.MAX_CODE_POINT
                        && (codePoint < SURROGATES || codePoint >= BEHIND_SURROGATES);
        return valid ? new Step.Complete(codePoint) : Step.NOWHERE;
    }

    private Step hex(int next) {
        // Digits of other alphabets are not bytes below 0x80.
        int digit = next < 0x80 ? Character.digit(next, 16) : -1;
        if (digit < 0) {
            return Step.NOWHERE;
        }
        int bits = value << 4 | digit;
        if (left > 1) {
            return partial(kind, left - 1, bits, bound);
        }
        if (kind == Kind.PAIR_HEX) {
            return bits >= LOWS && bits < BEHIND_SURROGATES
                    ? new Step.Complete(Character.toCodePoint((char) bound, (char) bits))
                    : Step.NOWHERE;
        }
        if (bits >= SURROGATES && bits < LOWS) {
            return partial(Kind.PAIR_BACKSLASH, 1, 0, bits);
        }
        return bits >= LOWS && bits < BEHIND_SURROGATES ? Step.NOWHERE : new Step.Complete(bits);
    }

    /// {@return bytes of the shortest way to the end of a text from here, [Distance#NONE] if no
    /// code point of the language is spelled like this}
    int distance(TextLanguage text) {
        return switch (kind) {
            case BETWEEN -> text.distance();
            case UTF8 -> {
                int low = value << 6 * left;
                int high = low | (1 << 6 * left) - 1;
                yield Distance.sum(
                        left,
                        scalars(
                                text,
                                Math.max(low, bound),
                                Math.min(high, Character.MAX_CODE_POINT)));
            }
            case ESCAPE -> {
                int best = Distance.sum(1, HEX.distance(text));
                for (int codePoint : ESCAPED) {
                    best =
                            Math.min(
                                    best,
                                    Distance.sum(1, text.distanceAfter(codePoint, codePoint)));
                }
                yield best;
            }
            case HEX -> {
                int low = value << 4 * left;
                int high = low | (1 << 4 * left) - 1;
                int single = scalars(text, low, high);
                int pair = pairs(text, Math.max(low, SURROGATES), Math.min(high, LOWS - 1), LOWS);
                yield Distance.sum(left, Math.min(single, Distance.sum(PAIR_REST, pair)));
            }
            case PAIR_BACKSLASH -> Distance.sum(PAIR_REST, pairs(text, bound, bound, LOWS));
            case PAIR_U -> Distance.sum(PAIR_REST - 1, pairs(text, bound, bound, LOWS));
            case PAIR_HEX -> {
                int low = Math.max(value << 4 * left, LOWS);
                int high = Math.min(value << 4 * left | (1 << 4 * left) - 1, BEHIND_SURROGATES - 1);
                int first = Character.toCodePoint((char) bound, (char) LOWS) + low - LOWS;
                yield Distance.sum(left, text.distanceAfter(first, first + high - low));
            }
        };
    }

    private static int scalars(TextLanguage text, int low, int high) {
        return Math.min(
                text.distanceAfter(low, Math.min(high, SURROGATES - 1)),
                text.distanceAfter(Math.max(low, BEHIND_SURROGATES), high));
    }

    private static int pairs(TextLanguage text, int low, int high, int lowSurrogate) {
        return low > high
                ? Distance.NONE
                : text.distanceAfter(
                        Character.toCodePoint((char) low, (char) lowSurrogate),
                        Character.toCodePoint((char) high, Character.MAX_LOW_SURROGATE));
    }
}
