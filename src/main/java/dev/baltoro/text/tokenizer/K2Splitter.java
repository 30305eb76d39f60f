package dev.baltoro.text.tokenizer;

import static dev.baltoro.text.tokenizer.CodePointClass.HAN;
import static dev.baltoro.text.tokenizer.CodePointClass.HEAD;
import static dev.baltoro.text.tokenizer.CodePointClass.LETTER;
import static dev.baltoro.text.tokenizer.CodePointClass.NEWLINE;
import static dev.baltoro.text.tokenizer.CodePointClass.NUMBER;
import static dev.baltoro.text.tokenizer.CodePointClass.SPACE;
import static dev.baltoro.text.tokenizer.CodePointClass.TAIL;
import static dev.baltoro.text.tokenizer.CodePointClass.length;
import static dev.baltoro.text.tokenizer.CodePointClass.look;

/// K2's split pattern as a hand-made scanner over UTF-8 bytes.
///
/// Each method is one alternative of [#PATTERN], tried in the pattern's order; where the regular
/// expression would backtrack, the comment says to what. A test holds it equal to
/// `java.util.regex`.
final class K2Splitter {
    /// The pattern itself, in the syntax of `java.util.regex` with `UNICODE_CHARACTER_CLASS`.
    static final String PATTERN =
            String.join(
                    "|",
                    "[\\p{IsHan}]+",
                    "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}&&[^\\p{IsHan}]]*"
                            + "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}&&[^\\p{IsHan}]]+"
                            + "(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
                    "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}&&[^\\p{IsHan}]]+"
                            + "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}&&[^\\p{IsHan}]]*"
                            + "(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
                    "\\p{N}{1,3}",
                    " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*",
                    "\\s*[\\r\\n]+",
                    "\\s+(?!\\S)",
                    "\\s+");

    private static final int DIGITS_MAX = 3;

    private K2Splitter() {}

    /// {@return where the piece that starts at `from` ends}
    ///
    /// @param from start of the piece, less than `end`
    /// @param end end of the text: nothing after it is seen
    static int next(byte[] text, int from, int end) {
        int first = look(text, from, end);
        if ((first & HAN) != 0) {
            return runOf(HAN, text, from, end);
        }
        if ((first & (HEAD | TAIL)) != 0 && (first & LETTER) != 0) {
            return contraction(text, word(text, from, end), end);
        }
        if ((first & NUMBER) != 0) {
            return number(text, from, end);
        }
        if ((first & NEWLINE) == 0) {
            int word = prefixedWord(text, from, first, end);
            if (word > from) {
                return contraction(text, word, end);
            }
        }
        int symbols = symbols(text, from, first, end);
        return symbols > from ? symbols : spaces(text, from, end);
    }

    /// A code point that is not a letter, digit or newline, and the word after it; `from` if there
    /// is none. A mark can be prefix or word: the second alternative without the prefix is tried
    /// before the third with it.
    private static int prefixedWord(byte[] text, int from, int first, int end) {
        int start = from + length(first);
        int word = lowerWord(text, start, end);
        if (word > start) {
            return word;
        }
        if ((first & (HEAD | TAIL)) != 0) {
            return lowerWord(text, from, end);
        }
        word = runOf(HEAD, text, start, end);
        return word > start ? word : from;
    }

    /// A word without prefix: the second alternative, else the third.
    private static int word(byte[] text, int from, int end) {
        int word = lowerWord(text, from, end);
        return word > from ? word : runOf(HEAD, text, from, end);
    }

    /// `HEAD* TAIL+`, or `from`. When nothing follows the heads, the last of them that is also a
    /// tail (such as a mark) is given back.
    private static int lowerWord(byte[] text, int from, int end) {
        int at = from;
        int afterLastBoth = from;
        while (at < end) {
            int look = look(text, at, end);
            if ((look & HEAD) == 0) {
                break;
            }
            at += length(look);
            if ((look & TAIL) != 0) {
                afterLastBoth = at;
            }
        }
        int tails = runOf(TAIL, text, at, end);
        return tails > at ? tails : afterLastBoth;
    }

    private static int runOf(int bits, byte[] text, int from, int end) {
        int at = from;
        while (at < end) {
            int look = look(text, at, end);
            if ((look & bits) == 0) {
                break;
            }
            at += length(look);
        }
        return at;
    }

    /// `(?i:'s|'t|'re|'ve|'m|'ll|'d)?`. The long s U+017F is an s to Unicode's case folding.
    private static int contraction(byte[] text, int at, int end) {
        if (at + 1 >= end || text[at] != '\'') {
            return at;
        }
        int second = text[at + 1] | 0x20;
        int third = at + 2 < end ? text[at + 2] | 0x20 : 0;
        return switch (second) {
            case 's', 't', 'm', 'd' -> at + 2;
            case 'r', 'v' -> third == 'e' ? at + 3 : at;
            case 'l' -> third == 'l' ? at + 3 : at;
            default -> {
                boolean longS =
                        at + 2 < end && text[at + 1] == (byte) 0xC5 && text[at + 2] == (byte) 0xBF;
                yield longS ? at + 3 : at;
            }
        };
    }

    private static int number(byte[] text, int from, int end) {
        int at = from;
        for (int digits = 0; digits < DIGITS_MAX && at < end; digits++) {
            int look = look(text, at, end);
            if ((look & NUMBER) == 0) {
                break;
            }
            at += length(look);
        }
        return at;
    }

    private static int symbols(byte[] text, int from, int first, int end) {
        int start = text[from] == ' ' ? from + length(first) : from;
        int at = start;
        while (at < end) {
            int look = look(text, at, end);
            if ((look & (SPACE | LETTER | NUMBER)) != 0) {
                break;
            }
            at += length(look);
        }
        return at == start ? from : runOf(NEWLINE, text, at, end);
    }

    /// The last three alternatives: up to the last newline of the run; else the run without its
    /// last space, which goes with the word after it; else the run.
    private static int spaces(byte[] text, int from, int end) {
        int at = from;
        int last = from;
        int afterNewline = from;
        while (at < end) {
            int look = look(text, at, end);
            if ((look & SPACE) == 0) {
                break;
            }
            last = at;
            at += length(look);
            if ((look & NEWLINE) != 0) {
                afterNewline = at;
            }
        }
        if (afterNewline > from) {
            return afterNewline;
        }
        return at == end || last == from ? at : last;
    }
}
