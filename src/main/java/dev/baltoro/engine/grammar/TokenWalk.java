package dev.baltoro.engine.grammar;

import dev.baltoro.engine.TokenMask;
import dev.baltoro.engine.grammar.automaton.PartialCodePoint;
import dev.baltoro.engine.grammar.automaton.Rule;
import dev.baltoro.engine.grammar.regex.Distance;
import dev.baltoro.engine.grammar.regex.TextLanguage;
import dev.baltoro.text.chat.Marker;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/// Finds the tokens of a vocabulary that a rule allows.
final class TokenWalk {
    /// How much farther an end may be after a token inside a string that must become another than
    /// those said: the rest of a code point, and a few more.
    private static final int FARTHER = 2 * PartialCodePoint.BYTES_MAX;

    private static final Marker[] MARKERS = Marker.values();

    private final Tokenizer tokenizer;
    private final TokenTrie trie;
    private final StringTokens strings;
    private final BitSet ordinary = new BitSet();
    private final List<BitSet> markers = new ArrayList<>();

    /// @param ends tokens that end an answer, all of which stand for [Marker#END]
    TokenWalk(Tokenizer tokenizer, BitSet ends) {
        this.tokenizer = tokenizer;
        List<TokenTrie.Entry> tokens = new ArrayList<>();
        for (int id = 0; id < tokenizer.vocabSize() && !tokenizer.isSpecial(id); id++) {
            tokens.add(new TokenTrie.Entry(id, tokenizer.tokenBytes(id)));
            ordinary.set(id);
        }
        trie = new TokenTrie(tokens);
        strings = new StringTokens(tokens);
        for (Marker marker : MARKERS) {
            BitSet ids = new BitSet();
            tokenizer.specialId(marker.content()).ifPresent(ids::set);
            if (marker == Marker.END) {
                ids.or(ends);
            }
            markers.add(ids);
        }
    }

    /// {@return the tokens of a marker; several for [Marker#END]}
    BitSet ids(Marker marker) {
        return (BitSet) markers.get(marker.ordinal()).clone();
    }

    /// {@return the tokens that are not special}
    BitSet ordinary() {
        return (BitSet) ordinary.clone();
    }

    int vocabSize() {
        return tokenizer.vocabSize();
    }

    TokenMask mask(BitSet tokens) {
        return TokenMask.of(tokens, tokenizer.vocabSize());
    }

    /// {@return the rule after a token, [Automaton#nothing] if it may not come}
    Rule after(Rule rule, int token) {
        if (token < 0 || token >= tokenizer.vocabSize()) {
            throw new IllegalArgumentException(
                    "token id %d is outside of the vocabulary".formatted(token));
        }
        if (!tokenizer.isSpecial(token)) {
            Rule at = rule;
            for (byte next : tokenizer.tokenBytes(token)) {
                at = at.next(next & 0xFF);
            }
            return at;
        }
        for (Marker marker : MARKERS) {
            if (markers.get(marker.ordinal()).get(token)) {
                return rule.next(Rule.symbol(marker));
            }
        }
        throw new IllegalArgumentException("special token %d may not come here".formatted(token));
    }

    /// Tokens that were found.
    static final class Found {
        private final BitSet tokens = new BitSet();
        private int farthest;

        private void add(int token, int distance) {
            tokens.set(token);
            farthest = Math.max(farthest, distance);
        }

        private void addAll(BitSet all, int distance) {
            tokens.or(all);
            farthest = Math.max(farthest, distance);
        }

        BitSet tokens() {
            return tokens;
        }

        /// {@return how far the end is after any of them, at most}
        int farthest() {
            return farthest;
        }
    }

    /// {@return the tokens after which the end is at most `distance` symbols away}
    ///
    /// For a small distance, tokens that break off inside a string's code point may be left out.
    Found allowed(Rule rule, int distance) {
        Found result = new Found();
        List<Rule> slow = new ArrayList<>();
        for (Rule part : rule instanceof Rule.Choice choice ? choice.parts() : List.of(rule)) {
            if (!addString(part, distance, result)) {
                slow.add(part);
            }
        }
        // Together, since alternatives share most of their way.
        boolean all = rule instanceof Rule.Choice choice && slow.size() == choice.parts().size();
        if (all) {
            walk(trie, rule, distance, result);
        } else {
            slow.forEach(part -> walk(trie, part, distance, result));
        }
        for (Marker marker : MARKERS) {
            Rule behind = rule.next(Rule.symbol(marker));
            if (behind.distance() <= Math.min(distance, Distance.NONE - 1)) {
                result.addAll(markers.get(marker.ordinal()), behind.distance());
            }
        }
        return result;
    }

    /// A string that may hold anything allows most tokens, known in advance, and is left by few.
    private boolean addString(Rule rule, int distance, Found result) {
        TextLanguage text = rule.openText();
        if (text == null || rule.distance() > distance) {
            return false;
        }
        if (text instanceof TextLanguage.Counted(_, int most)) {
            int farthest = rule.distance() + PartialCodePoint.BYTES_MAX;
            boolean tight = distance < farthest;
            result.addAll(strings.inside(most, tight), tight ? rule.distance() : farthest);
            walk(strings.leaving(), rule, distance, result);
            return true;
        }
        if (text instanceof TextLanguage.Without(TextLanguage base, Set<String> words)
                && base instanceof TextLanguage.Counted(_, int most)
                && words.stream().noneMatch(word -> word.codePointCount(0, word.length()) >= most)
                && rule.distance() + FARTHER <= distance) {
            // What has been said may not be said again, but a token that stays inside can go on.
            result.addAll(strings.inside(most, false), rule.distance() + FARTHER);
            walk(strings.leaving(), rule, distance, result);
            return true;
        }
        return false;
    }

    private static void walk(TokenTrie trie, Rule start, int distance, Found result) {
        int limit = Math.min(distance, Distance.NONE - 1);
        Rule[] path = new Rule[trie.deepest() + 1];
        path[0] = start;
        int node = 0;
        while (node < trie.size()) {
            int depth = trie.depth(node);
            Rule rule = path[depth].next(trie.label(node));
            if (rule.distance() == Distance.NONE) {
                node = trie.end(node);
                continue;
            }
            if (trie.token(node) != TokenTrie.NO_TOKEN && rule.distance() <= limit) {
                result.add(trie.token(node), rule.distance());
            }
            path[depth + 1] = rule;
            node++;
        }
    }

    /// {@return the tokens on a shortest way to the end, each of whose bytes is a step towards it}
    BitSet closing(Rule rule) {
        BitSet result = new BitSet();
        Rule[] path = new Rule[trie.deepest() + 1];
        path[0] = rule;
        int node = 0;
        while (node < trie.size()) {
            int depth = trie.depth(node);
            Rule next = path[depth].next(trie.label(node));
            if (next.distance() >= path[depth].distance()) {
                node = trie.end(node);
                continue;
            }
            if (trie.token(node) != TokenTrie.NO_TOKEN) {
                result.set(trie.token(node));
            }
            path[depth + 1] = next;
            node++;
        }
        for (Marker marker : MARKERS) {
            if (rule.next(Rule.symbol(marker)).distance() < rule.distance()) {
                result.or(markers.get(marker.ordinal()));
            }
        }
        return result;
    }
}
