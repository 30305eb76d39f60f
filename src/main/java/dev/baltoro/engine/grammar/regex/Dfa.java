package dev.baltoro.engine.grammar.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A deterministic automaton over code points, complete, with the shortest way from each state to a
/// word's end. Immutable.
public final class Dfa {
    /// States an automaton may have.
    public static final int STATES_MAX = 20_000;

    /// Where no word goes on.
    public static final int DEAD = -1;

    private final Alphabet alphabet;
    private final int[][] next;
    private final boolean[] accepts;
    private final int[] distances;
    private final boolean[] universal;

    private Dfa(Alphabet alphabet, int[][] next, boolean[] accepts) {
        this.alphabet = alphabet;
        this.next = next;
        this.accepts = accepts;
        this.distances = distances(alphabet, next, accepts);
        this.universal = new boolean[next.length];
        for (int state = 0; state < next.length; state++) {
            universal[state] = accepts[state];
            for (int letter = 0; letter < alphabet.size(); letter++) {
                int to = next[state][letter];
                if (to != DEAD && distances[to] == Distance.NONE) {
                    next[state][letter] = DEAD;
                }
                universal[state] &= next[state][letter] == state;
            }
        }
    }

    /// {@return the automaton of a language}
    ///
    /// @throws LanguageException if it has more states than [#STATES_MAX], or takes too long
    public static Dfa of(Regex regex) {
        return of(regex, STATES_MAX);
    }

    static Dfa of(Regex regex, int statesMax) {
        Alphabet alphabet = new Alphabet(regex);
        Map<Regex, Integer> numbers = new HashMap<>();
        List<Regex> states = new ArrayList<>();
        List<int[]> next = new ArrayList<>();
        numbers.put(regex, 0);
        states.add(regex);
        for (int state = 0; state < states.size(); state++) {
            Patience.check();
            int[] row = new int[alphabet.size()];
            for (int letter = 0; letter < row.length; letter++) {
                Regex after = states.get(state).after(alphabet.member(letter));
                row[letter] =
                        after == Regex.NEVER
                                ? DEAD
                                : numbers.computeIfAbsent(
                                        after,
                                        regexAfter -> {
                                            states.add(regexAfter);
                                            return states.size() - 1;
                                        });
            }
            if (states.size() > statesMax) {
                throw new LanguageException(
                        "needs more than %d automaton states".formatted(statesMax));
            }
            next.add(row);
        }
        boolean[] accepts = new boolean[states.size()];
        for (int state = 0; state < accepts.length; state++) {
            accepts[state] = states.get(state).nullable();
        }
        return new Dfa(alphabet, next.toArray(int[][]::new), accepts);
    }

    /// Later states are made from earlier ones, so going backwards settles most at once.
    private static int[] distances(Alphabet alphabet, int[][] next, boolean[] accepts) {
        int[] result = new int[accepts.length];
        Arrays.fill(result, Distance.NONE);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int state = result.length - 1; state >= 0; state--) {
                int best = accepts[state] ? 0 : Distance.NONE;
                for (int letter = 0; letter < alphabet.size(); letter++) {
                    int to = next[state][letter];
                    if (to != DEAD) {
                        best = Math.min(best, Distance.sum(alphabet.classCost(letter), result[to]));
                    }
                }
                if (best < result[state]) {
                    result[state] = best;
                    changed = true;
                }
            }
        }
        return result;
    }

    /// {@return the state after a code point, or [#DEAD]}
    public int next(int state, int codePoint) {
        return next[state][alphabet.classOf(codePoint)];
    }

    public boolean accepts(int state) {
        return accepts[state];
    }

    /// {@return bytes of the shortest way from a state to a word's end, or [Distance#NONE]}
    public int distance(int state) {
        return distances[state];
    }

    /// {@return the shortest way that is left after one code point from `first` to `last`}
    public int distanceAfter(int state, int first, int last) {
        int best = Distance.NONE;
        int end = alphabet.interval(last);
        for (int i = alphabet.interval(first); i <= end && best > 0; i++) {
            int to = next[state][alphabet.classAt(i)];
            if (to != DEAD) {
                best = Math.min(best, distances[to]);
            }
        }
        return best;
    }

    /// {@return whether every word may follow here}
    public boolean isUniversal(int state) {
        return universal[state];
    }

    /// {@return bytes that it takes on the heap, about}
    public long bytes() {
        return next.length * (24L + 4L * alphabet.size());
    }

    /// {@return whether a word is in the language}
    public boolean matches(String word) {
        int state = 0;
        for (int codePoint : word.codePoints().toArray()) {
            state = next(state, codePoint);
            if (state == DEAD) {
                return false;
            }
        }
        return accepts[state];
    }
}
