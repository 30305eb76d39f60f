package dev.baltoro.synth.teacher;

import dev.baltoro.synth.teacher.ReadExample.Element;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// How a text is laid over an example's pattern at the best price: what both say counts, what only
/// one says costs, and gaps take what looks like a value.
///
/// @param score of the best way
/// @param gaps what stands in the pattern's gaps
record WordAlignment(double score, Map<Integer, String> gaps) {
    private static final int VALUE_WORDS_MAX = 40;
    private static final double MARKED_GAIN = 1.2;
    private static final double STRANGE_GAIN = 0.3;
    private static final double SIGN_GAIN = 0.05;
    private static final double KNOWN_LOSS = 0.25;
    private static final double EMPTY_LOSS = 4;
    private static final double MARKED_LOSS = 2.5;
    private static final double STRANGE_LOSS = 0.5;
    private static final double LEFT_LOSS = 0.5;
    private static final double LEFT_SIGN_LOSS = 0.3;
    private static final double GAP_LOSS = 0.6;

    /// {@return the best way}
    ///
    /// @param weight of a word that is said; 0 if no example says it
    static WordAlignment of(
            List<Element> pattern, RequestWords text, ToDoubleFunction<String> weight) {
        return new Table(pattern, text, weight).best();
    }

    private static final class Table {
        private final List<Element> pattern;
        private final RequestWords text;
        private final ToDoubleFunction<String> weight;
        private final int size;

        /// By elements of the pattern and words of the text that are behind.
        private final double[][] best;

        /// The words that were behind before the last step, which took the last element; -1 if it
        /// took none.
        private final int[][] from;

        Table(List<Element> pattern, RequestWords text, ToDoubleFunction<String> weight) {
            this.pattern = pattern;
            this.text = text;
            this.weight = weight;
            this.size = text.words().size();
            this.best = new double[pattern.size() + 1][size + 1];
            this.from = new int[pattern.size() + 1][size + 1];
        }

        WordAlignment best() {
            for (double[] row : best) {
                Arrays.fill(row, Double.NEGATIVE_INFINITY);
            }
            best[0][0] = 0;
            for (int i = 0; i <= pattern.size(); i++) {
                for (int j = 0; j < size; j++) {
                    reach(i, j + 1, best[i][j] - loss(text.words().get(j)), -1);
                }
                for (int j = 0; i < pattern.size() && j <= size; j++) {
                    take(i, j);
                }
            }
            return new WordAlignment(best[pattern.size()][size], gaps());
        }

        private void reach(int i, int j, double score, int source) {
            if (score > best[i][j]) {
                best[i][j] = score;
                from[i][j] = source;
            }
        }

        /// Takes element `i` with `j` words behind.
        private void take(int i, int j) {
            double before = best[i][j];
            if (before == Double.NEGATIVE_INFINITY) {
                return;
            }
            switch (pattern.get(i)) {
                case Element.Said(String word) -> {
                    double worth = weight.applyAsDouble(word);
                    reach(i + 1, j, before - LEFT_SIGN_LOSS - LEFT_LOSS * worth, j);
                    if (j < size && text.words().get(j).plain().equals(word)) {
                        reach(i + 1, j + 1, before + worth, j);
                    }
                }
                case Element.Gap(int number) -> {
                    reach(i + 1, j, before - (number < 0 ? 1 : EMPTY_LOSS), j);
                    double gain = -GAP_LOSS;
                    for (int end = j + 1; end <= Math.min(size, j + VALUE_WORDS_MAX); end++) {
                        gain += gain(text.words().get(end - 1));
                        if (text.mayBeValue(j, end)) {
                            reach(i + 1, end, before + gain, j);
                        }
                    }
                }
            }
        }

        private double gain(RequestWords.Word word) {
            if (word.sign()) {
                return SIGN_GAIN;
            }
            if (word.marked()) {
                return MARKED_GAIN;
            }
            double worth = weight.applyAsDouble(word.plain());
            return worth > 0 ? -KNOWN_LOSS * worth : STRANGE_GAIN;
        }

        private double loss(RequestWords.Word word) {
            if (word.sign()) {
                return SIGN_GAIN;
            }
            if (word.marked()) {
                return MARKED_LOSS;
            }
            double worth = weight.applyAsDouble(word.plain());
            return worth > 0 ? LEFT_LOSS * worth : STRANGE_LOSS;
        }

        private Map<Integer, String> gaps() {
            Map<Integer, String> gaps = new HashMap<>();
            int i = pattern.size();
            int j = size;
            while (i > 0 || j > 0) {
                int source = i == 0 ? -1 : from[i][j];
                if (source < 0) {
                    j--; // a word that no element took
                    continue;
                }
                if (pattern.get(i - 1) instanceof Element.Gap(int number) && source < j) {
                    gaps.put(number, text.span(source, j));
                }
                i--;
                j = source;
            }
            return gaps;
        }
    }
}
