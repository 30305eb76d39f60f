package dev.baltoro.engine.intent;

import dev.baltoro.tensor.Workers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads a request as two wishes, one behind the other, cut where people begin another.
///
/// @param views what is made of texts
record TwoWishes(Views views, SlotTagger tagger, CallForms forms) {
    /// Words among which a second wish may begin.
    private static final int WORDS_MAX = 80;

    /// Words of a wish.
    private static final int WISH_LEAST = 2;

    /// Classes of each wish that are tried at a word.
    private static final int CLASSES = 2;

    /// Cuts that are read.
    private static final int CUTS = 5;

    /// Of these, with the same first word of the second wish.
    private static final int CUTS_A_WORD = 2;

    /// Readings of each wish that are tried with each of the other's.
    private static final int READINGS = 3;

    private static final String SIGNS = ".,;:!?)\n&-–—…";

    /// Words that begin another wish.
    private static final Set<String> JOINING =
            Set.of(
                    "and",
                    "then",
                    "also",
                    "plus",
                    "oh",
                    "after",
                    "afterwards",
                    "next",
                    "but",
                    "second",
                    "secondly",
                    "separately",
                    "besides",
                    "finally",
                    "additionally",
                    "und",
                    "et",
                    "y",
                    "e",
                    "puis",
                    "luego",
                    "dann");

    /// Where a second wish may begin, and which the two may be.
    ///
    /// @param at its first word, counted among the request's
    /// @param left class of the first wish
    /// @param right class of the second
    /// @param log of both, by the linear model
    private record Cut(int at, int left, int right, double log) {}

    /// {@return readings as two wishes}
    ///
    /// @param worker on which the encoder computes
    List<WayReading> read(ReadText read, Workers worker) {
        List<Cut> cuts = cuts(read);
        if (cuts.isEmpty()) {
            return List.of();
        }
        List<Integer> places = cuts.stream().map(Cut::at).distinct().toList();
        List<ReadText> wishes = new ArrayList<>();
        for (int at : places) {
            wishes.add(read.with(0, at));
            wishes.add(read.with(at, read.requestWords()));
        }
        List<Views.Seen> seen = views.of(wishes, worker);
        List<ClassReader> readers = new ArrayList<>();
        for (int i = 0; i < seen.size(); i++) {
            readers.add(new ClassReader(tagger, forms, wishes.get(i), seen.get(i)));
        }
        List<WayReading> readings = new ArrayList<>();
        for (Cut cut : cuts) {
            int at = 2 * places.indexOf(cut.at);
            float[] first = seen.get(at).classes();
            float[] second = seen.get(at + 1).classes();
            // behind a wish, `and that one?` lacks nothing
            double complete = views.complete(second);
            List<WayReading> left = wish(readers.get(at), cut.left, first[cut.left]);
            List<WayReading> right =
                    wish(readers.get(at + 1), cut.right, second[cut.right] - complete);
            left.forEach(one -> right.forEach(other -> readings.add(one.then(other))));
        }
        return readings;
    }

    private List<WayReading> wish(ClassReader half, int c, double log) {
        return half.read(views.classes().get(c), log).stream()
                .filter(WayReading.distinct())
                .limit(READINGS)
                .toList();
    }

    /// {@return the likeliest cuts}
    private List<Cut> cuts(ReadText read) {
        int all = read.requestWords();
        int first = read.words().size() - all;
        List<Word> words = read.words().subList(first, first + all);
        List<Cut> cuts = new ArrayList<>();
        for (int at = WISH_LEAST; at <= Math.min(all, WORDS_MAX) - WISH_LEAST; at++) {
            if (mayBegin(words, at)) {
                float[] left = views.own(read.with(0, at));
                float[] right = views.own(read.with(at, all));
                for (int a : views.likeliest(left, CLASSES, this::isOneTool)) {
                    for (int b : views.likeliest(right, CLASSES, this::isOneTool)) {
                        cuts.add(new Cut(at, a, b, left[a] + right[b]));
                    }
                }
            }
        }
        cuts.sort(Comparator.comparingDouble((Cut cut) -> -cut.log));
        Map<Integer, Integer> times = new HashMap<>();
        return cuts.stream()
                .filter(cut -> times.merge(cut.at, 1, Integer::sum) <= CUTS_A_WORD)
                .limit(CUTS)
                .toList();
    }

    private boolean isOneTool(int c) {
        return views.classes().get(c).indexOf('+') < 0;
    }

    /// {@return whether people begin another wish at a word of the request}
    static boolean mayBegin(List<Word> words, int at) {
        return SIGNS.contains(words.get(at - 1).text())
                || JOINING.contains(words.get(at).text().toLowerCase(Locale.ROOT));
    }
}
