package dev.baltoro.engine.intent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/// Which words are values of which argument: a linear chain over tags, fitted as an averaged
/// perceptron (Collins 2002). A tag says that a word begins a value, goes on with it, or is
/// outside.
///
/// @param weights of features and tags, by their common hash
record SlotTagger(float[] weights) {
    private static final int BITS = 22;
    private static final int PASSES = 4;

    /// The best readings that are kept of each word's tags.
    static final int BEST = 6;

    private static final long OUTSIDE = 0x4F55545349444521L;

    SlotTagger {
        if (weights.length != 1 << BITS) {
            throw new IllegalArgumentException("it has %d weights".formatted(weights.length));
        }
    }

    /// A request whose values are known.
    ///
    /// @param labels arguments that values may be of
    record Example(long[][] features, List<String> labels, SlotSpans slots) {}

    /// Values and how well they fit.
    record Scored(SlotSpans slots, double score) {}

    private static int index(long feature, long tag) {
        return Features.place(feature, tag, BITS);
    }

    /// The tags of some labels: 0 is outside, then two for each label.
    private static long[] tags(List<String> labels) {
        long[] tags = new long[1 + 2 * labels.size()];
        tags[0] = OUTSIDE;
        for (int i = 0; i < labels.size(); i++) {
            tags[1 + 2 * i] = Features.mix(40, labels.get(i));
            tags[2 + 2 * i] = Features.mix(41, labels.get(i));
        }
        return tags;
    }

    /// {@return whether a tag may follow another; -1 is the beginning}
    private static boolean mayFollow(int before, int tag) {
        boolean inside = tag > 0 && tag % 2 == 0;
        return !inside || before == tag || before == tag - 1;
    }

    /// {@return the same where no value may begin or end}
    private static boolean goesOn(int before, int tag) {
        return tag == 0 ? before == 0 : tag % 2 == 0;
    }

    private static long transition(long before, long tag) {
        return before * 31 + tag;
    }

    private static final class Step {
        double score;
        int tag;
        int backTag;
        int backRank;
    }

    /// {@return the likeliest slots, best first}
    ///
    /// @param more that is added to the scores, for each word and tag
    /// @param whole for each word whether it is of one name with the word before it, so that a
    ///   value has both or neither
    /// @param most how many
    List<Scored> best(
            long[][] features, List<String> labels, double[][] more, boolean[] whole, int most) {
        int n = features.length;
        long[] tags = tags(labels);
        if (n == 0) {
            return List.of(new Scored(new SlotSpans(List.of()), 0));
        }
        double[][] between = new double[tags.length][tags.length];
        for (int a = 0; a < tags.length; a++) {
            for (int b = 0; b < tags.length; b++) {
                between[a][b] = weights[index(transition(tags[a], tags[b]), 50)];
            }
        }
        List<List<List<Step>>> lattice = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            List<List<Step>> column = new ArrayList<>();
            for (int tag = 0; tag < tags.length; tag++) {
                double own = more[i][tag];
                for (long feature : features[i]) {
                    own += weights[index(feature, tags[tag])];
                }
                List<Step> steps = new ArrayList<>();
                if (i == 0) {
                    if (mayFollow(-1, tag)) {
                        steps.add(step(own, tag, -1, -1));
                    }
                } else {
                    List<List<Step>> before = lattice.get(i - 1);
                    for (int from = 0; from < tags.length; from++) {
                        if (!mayFollow(from, tag) || whole[i] && !goesOn(from, tag)) {
                            continue;
                        }
                        for (int rank = 0; rank < before.get(from).size(); rank++) {
                            double score =
                                    before.get(from).get(rank).score + between[from][tag] + own;
                            steps.add(step(score, tag, from, rank));
                        }
                    }
                    steps.sort(Comparator.comparingDouble((Step step) -> -step.score));
                    if (steps.size() > most) {
                        steps = new ArrayList<>(steps.subList(0, most));
                    }
                }
                column.add(steps);
            }
            lattice.add(column);
        }
        List<Step> ends = new ArrayList<>();
        lattice.getLast().forEach(ends::addAll);
        ends.sort(Comparator.comparingDouble((Step step) -> -step.score));
        List<Scored> found = new ArrayList<>();
        for (Step end : ends.subList(0, Math.min(most, ends.size()))) {
            int[] path = new int[n];
            Step step = end;
            for (int i = n - 1; i >= 0; i--) {
                path[i] = step.tag;
                if (i > 0) {
                    step = lattice.get(i - 1).get(step.backTag).get(step.backRank);
                }
            }
            found.add(new Scored(slots(path, labels), end.score));
        }
        return found;
    }

    /// {@return the likeliest tags}
    private int[] likeliest(long[][] features, long[] tags) {
        int n = features.length;
        int size = tags.length;
        float[] between = new float[size * size];
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                between[a * size + b] =
                        mayFollow(a, b)
                                ? weights[index(transition(tags[a], tags[b]), 50)]
                                : Float.NEGATIVE_INFINITY;
            }
        }
        float[] scores = new float[size];
        int[][] back = new int[n][size];
        for (int i = 0; i < n; i++) {
            float[] next = new float[size];
            for (int tag = 0; tag < size; tag++) {
                float own = 0;
                for (long feature : features[i]) {
                    own += weights[index(feature, tags[tag])];
                }
                float best = i == 0 && mayFollow(-1, tag) ? 0 : Float.NEGATIVE_INFINITY;
                for (int from = 0; i > 0 && from < size; from++) {
                    float score = scores[from] + between[from * size + tag];
                    if (score > best) {
                        best = score;
                        back[i][tag] = from;
                    }
                }
                next[tag] = best + own;
            }
            scores = next;
        }
        int[] path = new int[n];
        int last = 0;
        for (int tag = 1; tag < size; tag++) {
            last = scores[tag] > scores[last] ? tag : last;
        }
        for (int i = n - 1; i >= 0; i--) {
            path[i] = last;
            last = back[i][last];
        }
        return path;
    }

    private static Step step(double score, int tag, int backTag, int backRank) {
        Step step = new Step();
        step.score = score;
        step.tag = tag;
        step.backTag = backTag;
        step.backRank = backRank;
        return step;
    }

    private static SlotSpans slots(int[] path, List<String> labels) {
        List<SlotSpans.Span> spans = new ArrayList<>();
        for (int i = 0; i < path.length; i++) {
            if (path[i] % 2 == 1) {
                int to = i + 1;
                while (to < path.length && path[to] == path[i] + 1) {
                    to++;
                }
                spans.add(new SlotSpans.Span(i, to, labels.get(path[i] / 2)));
            }
        }
        return new SlotSpans(spans);
    }

    /// {@return the tag of each word: 0 outside, then two for each label}
    static int[] path(SlotSpans slots, List<String> labels, int words) {
        int[] path = new int[words];
        for (SlotSpans.Span span : slots.spans()) {
            int tag = 1 + 2 * labels.indexOf(span.label());
            for (int i = span.from(); i < span.to(); i++) {
                path[i] = i == span.from() ? tag : tag + 1;
            }
        }
        return path;
    }

    /// {@return a tagger of examples}
    static SlotTagger fit(List<Example> examples, long seed) {
        float[] weights = new float[1 << BITS];
        double[] moved = new double[1 << BITS];
        SlotTagger tagger = new SlotTagger(weights);
        SplittableRandom random = new SplittableRandom(seed);
        List<Example> order = new ArrayList<>(examples);
        long time = 1;
        for (int pass = 0; pass < PASSES; pass++) {
            for (int i = order.size() - 1; i > 0; i--) {
                Collections.swap(order, i, random.nextInt(i + 1));
            }
            for (Example example : order) {
                int n = example.features.length;
                int[] right = path(example.slots, example.labels, n);
                long[] tags = tags(example.labels);
                int[] guess = tagger.likeliest(example.features, tags);
                for (int i = 0; i < n; i++) {
                    if (right[i] != guess[i]) {
                        for (long feature : example.features[i]) {
                            move(weights, moved, index(feature, tags[right[i]]), 1, time);
                            move(weights, moved, index(feature, tags[guess[i]]), -1, time);
                        }
                    }
                    if (i > 0 && (right[i] != guess[i] || right[i - 1] != guess[i - 1])) {
                        move(
                                weights,
                                moved,
                                index(transition(tags[right[i - 1]], tags[right[i]]), 50),
                                1,
                                time);
                        move(
                                weights,
                                moved,
                                index(transition(tags[guess[i - 1]], tags[guess[i]]), 50),
                                -1,
                                time);
                    }
                }
                time++;
            }
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] -= (float) (moved[i] / time);
        }
        return tagger;
    }

    private static void move(float[] weights, double[] moved, int at, int by, long time) {
        weights[at] += by;
        moved[at] += (double) by * time;
    }
}
