package dev.baltoro.engine.grammar.copy;

import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/// The words of a text as a tree of their bytes. A word is as many ASCII letters, digits and bytes
/// of other characters as stand together; all else parts words.
///
/// A place in a word is a number: [#BETWEEN] words, or a node of the tree.
final class SourceWords {
    /// Between two words.
    static final int BETWEEN = 0;

    /// Where no word of the text leads.
    static final int NOWHERE = -1;

    private final Map<Integer, Integer> children = new HashMap<>();
    private final BitSet ends = new BitSet();
    private int nodes = 1;

    /// @param conversation ids, of which special ones part words
    SourceWords(Tokenizer tokenizer, int[] conversation) {
        int at = BETWEEN;
        for (int id : conversation) {
            if (tokenizer.isSpecial(id)) {
                at = end(at);
            } else {
                for (byte next : tokenizer.tokenBytes(id)) {
                    at = isWord(next) ? grown(at, next) : end(at);
                }
            }
        }
        int unused = end(at);
    }

    private int grown(int at, byte next) {
        Integer child = children.get(key(at, next));
        if (child == null) {
            child = nodes++;
            children.put(key(at, next), child);
        }
        return child;
    }

    private int end(int at) {
        if (at != BETWEEN) {
            ends.set(at);
        }
        return BETWEEN;
    }

    private static int key(int node, byte next) {
        return node << 8 | next & 0xFF;
    }

    static boolean isWord(byte next) {
        return next < 0
                || next >= '0' && next <= '9'
                || next >= 'a' && next <= 'z'
                || next >= 'A' && next <= 'Z';
    }

    /// {@return the place after a byte of a word; [#NOWHERE] if no word of the text goes on so}
    int next(int at, byte next) {
        return children.getOrDefault(key(at, next), NOWHERE);
    }

    /// {@return whether a word may end here}
    boolean mayEnd(int at) {
        return at == BETWEEN || ends.get(at);
    }
}
