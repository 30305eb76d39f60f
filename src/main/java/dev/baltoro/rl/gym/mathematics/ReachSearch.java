package dev.baltoro.rl.gym.mathematics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Finds what some numbers can be made into when each is used once: combines any two of them in
/// every way until one is left.
final class ReachSearch {
    private final String signs;
    private final Map<Integer, Term> reached = new TreeMap<>();
    private final int largest;

    private ReachSearch(String signs, int largest) {
        this.signs = signs;
        this.largest = largest;
    }

    /// A number that was given, or two terms put together. The words are made only for the few that
    /// are asked for.
    private record Term(long numerator, long denominator, char sign, List<Term> parts) {
        static Term of(int number) {
            return new Term(number, 1, ' ', List.of());
        }

        String text() {
            return parts.isEmpty()
                    ? Long.toString(numerator)
                    : parts.getFirst().wrapped() + " " + sign + " " + parts.getLast().wrapped();
        }

        private String wrapped() {
            return parts.isEmpty() ? text() : "(" + text() + ")";
        }
    }

    /// {@return the whole numbers from 1 to a largest one that can be made, each with an
    /// expression}
    ///
    /// @param numbers four small ones at most: the work grows as the square of a factorial
    /// @param signs the operations that are allowed, of `+-*/`
    static Map<Integer, String> reach(List<Integer> numbers, String signs, int largest) {
        ReachSearch search = new ReachSearch(signs, largest);
        search.combine(numbers.stream().map(Term::of).toList());
        Map<Integer, String> expressions = new TreeMap<>();
        search.reached.forEach((value, term) -> expressions.put(value, term.text()));
        return expressions;
    }

    private void combine(List<Term> terms) {
        if (terms.size() == 1) {
            Term last = terms.getFirst();
            if (last.numerator % last.denominator == 0) {
                long value = last.numerator / last.denominator;
                if (value >= 1 && value <= largest) {
                    reached.putIfAbsent((int) value, last);
                }
            }
            return;
        }
        for (int i = 0; i < terms.size(); i++) {
            for (int j = 0; j < terms.size(); j++) {
                if (i != j) {
                    combineWith(terms, i, j);
                }
            }
        }
    }

    private void combineWith(List<Term> terms, int i, int j) {
        Term a = terms.get(i);
        Term b = terms.get(j);
        List<Term> rest = new ArrayList<>();
        for (int k = 0; k < terms.size(); k++) {
            if (k != i && k != j) {
                rest.add(terms.get(k));
            }
        }
        for (char sign : signs.toCharArray()) {
            boolean commutes = sign == '+' || sign == '*';
            if (commutes && i > j || sign == '/' && b.numerator == 0) {
                continue;
            }
            rest.add(term(a, sign, b));
            combine(rest);
            rest.removeLast();
        }
    }

    /// Numerators and denominators stay far below the limits of a long: four numbers below 100.
    private static Term term(Term a, char sign, Term b) {
        long cross = a.numerator * b.denominator;
        long back = b.numerator * a.denominator;
        long below = a.denominator * b.denominator;
        List<Term> parts = List.of(a, b);
        return switch (sign) {
            case '+' -> new Term(cross + back, below, sign, parts);
            case '-' -> new Term(cross - back, below, sign, parts);
            case '*' -> new Term(a.numerator * b.numerator, below, sign, parts);
            case '/' -> new Term(cross, back, sign, parts);
            default -> throw new IllegalArgumentException("no sign: " + sign);
        };
    }
}
