package dev.baltoro.engine.grammar;

import dev.baltoro.engine.grammar.automaton.Automaton;
import dev.baltoro.engine.grammar.automaton.PartialCodePoint;
import dev.baltoro.engine.grammar.automaton.Rule;
import dev.baltoro.engine.grammar.regex.TextLanguage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/// The tokens that may stand inside a JSON string of any text, worked out once, because most tokens
/// may and walking through all of them takes long.
final class StringTokens {
    /// Longer than any token.
    private static final int MOST = 1 << 20;

    /// A token that stays inside a string.
    ///
    /// @param codePoints how many it has, one that it only begins included
    private record Inside(int id, int codePoints) {}

    private final BitSet inside = new BitSet();
    private final BitSet whole = new BitSet();
    private final List<Inside> longestFirst = new ArrayList<>();
    private final TokenTrie leaving;

    StringTokens(List<TokenTrie.Entry> tokens) {
        Automaton automaton = new Automaton();
        TextLanguage text = new TextLanguage.Counted(0, MOST);
        Rule start = automaton.quoted(text, PartialCodePoint.BETWEEN);
        List<TokenTrie.Entry> leave = new ArrayList<>();
        for (TokenTrie.Entry token : tokens) {
            Rule rule = start;
            boolean left = false;
            for (byte next : token.bytes()) {
                rule = rule.next(next & 0xFF);
                left |= rule == automaton.finished();
            }
            if (left) {
                leave.add(token);
            } else if (rule instanceof Rule.Quoted quoted
                    && quoted.text() instanceof TextLanguage.Counted(_, int most)) {
                boolean between = quoted.at().equals(PartialCodePoint.BETWEEN);
                inside.set(token.id());
                whole.set(token.id(), between);
                longestFirst.add(new Inside(token.id(), MOST - most + (between ? 0 : 1)));
            }
        }
        longestFirst.sort(Comparator.comparingInt(Inside::codePoints).reversed());
        leaving = new TokenTrie(leave);
    }

    /// {@return the tokens that stay inside a string with room for `most` code points}
    ///
    /// @param wholeOnly without those that break off in the middle of a code point
    BitSet inside(int most, boolean wholeOnly) {
        BitSet result = (BitSet) (wholeOnly ? whole : inside).clone();
        for (Inside token : longestFirst) {
            if (token.codePoints() <= most) {
                break;
            }
            result.clear(token.id());
        }
        return result;
    }

    /// {@return the tokens that close a string}
    TokenTrie leaving() {
        return leaving;
    }
}
