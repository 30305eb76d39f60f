package dev.baltoro.engine.grammar.copy;

import dev.baltoro.text.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/// The words of a text as a tree of their bytes. A word is as many letters, digits and marks as stand
/// together; all else parts words, and so does writing that does not part them itself, such as
/// Japanese.
///
/// A place in a word is a number: [#BETWEEN] words, or a node of the tree.
final class SourceWords {
    /// Between two words.
    static final int BETWEEN = 0;

    /// Where no word of the text leads.
    static final int NOWHERE = -1;

    private static final int ASCII_MAX = 0x7F;

    private final Map<Integer, Integer> children = new HashMap<>();
    private final BitSet ends = new BitSet();
    private final BitSet partings = new BitSet();
    private int nodes = 1;

    /// @param conversation ids, of which special ones part words
    SourceWords(Tokenizer tokenizer, int[] conversation) {
        int from = 0;
        for (int i = 0; i <= conversation.length; i++) {
            if (i == conversation.length || tokenizer.isSpecial(conversation[i])) {
                int[] run = Arrays.copyOfRange(conversation, from, i);
                add(tokenizer.decode(run));
                from = i + 1;
            }
        }
    }

    private void add(String text) {
        CopiedWords.in(text).forEach(word -> ends.set(grown(word)));
        text.codePoints()
                .filter(character -> character > ASCII_MAX)
                .mapToObj(Character::toString)
                .filter(character -> CopiedWords.in(character).findAny().isEmpty())
                .forEach(character -> partings.set(grown(character)));
    }

    private int grown(String text) {
        int at = BETWEEN;
        for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
            Integer child = children.get(key(at, next));
            if (child == null) {
                child = nodes++;
                children.put(key(at, next), child);
            }
            at = child;
        }
        return at;
    }

    private static int key(int node, byte next) {
        return node << 8 | next & 0xFF;
    }

    /// {@return the place after a byte; [#NOWHERE] if it would end a word that is not whole, or go
    /// on to what the text does not have}
    ///
    /// ASCII characters that part words are free, others have to stand in the text.
    int next(int at, byte next) {
        Integer child = children.get(key(at, next));
        if (child != null) {
            return child;
        }
        if (!mayEnd(at)) {
            return NOWHERE;
        }
        if (next >= 0 && !isAsciiWord(next)) {
            return BETWEEN;
        }
        return next < 0 || partings.get(at)
                ? children.getOrDefault(key(BETWEEN, next), NOWHERE)
                : NOWHERE;
    }

    private static boolean isAsciiWord(byte next) {
        return next >= '0' && next <= '9'
                || next >= 'a' && next <= 'z'
                || next >= 'A' && next <= 'Z';
    }

    /// {@return whether a value may end here}
    boolean mayEnd(int at) {
        return at == BETWEEN || ends.get(at) || partings.get(at);
    }
}
