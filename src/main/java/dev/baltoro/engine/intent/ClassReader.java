package dev.baltoro.engine.intent;

import java.util.ArrayList;
import java.util.List;

/// Reads a text for the calls of one class after another.
final class ClassReader {
    /// Differences in the tagger's score that make one reading e times as likely.
    private static final double TAGGER_SCALE = 12;

    /// How much the encoder's log-probability of a word's tag counts beside the tagger's score.
    private static final double TAGS_WEIGHT = 0.7;

    private final SlotTagger tagger;
    private final CallForms forms;
    private final ReadText read;
    private final Views.Seen seen;
    private final List<Features.Group> features;
    private final long[][] words;
    private final boolean[] whole;

    /// @param tagger which words are values
    /// @param forms which calls the values make
    /// @param seen what was made of the text
    ClassReader(SlotTagger tagger, CallForms forms, ReadText read, Views.Seen seen) {
        this.tagger = tagger;
        this.forms = forms;
        this.read = read;
        this.seen = seen;
        this.features = Features.ofRequest(read);
        this.words = Features.ofWords(read);
        this.whole = WholeNames.of(read);
    }

    /// {@return the likeliest calls, best first}
    ///
    /// @param name of the class
    /// @param log its log-probability
    List<WayReading> read(String name, double log) {
        List<WayReading> readings = new ArrayList<>();
        List<String> own = forms.labels(name);
        double[][] tags = tags(own);
        List<SlotTagger.Scored> tagged =
                tagger.best(words, own, scaled(tags), whole, SlotTagger.BEST);
        double best = tagged.getFirst().score();
        double all = 0;
        for (SlotTagger.Scored one : tagged) {
            all += Math.exp((one.score() - best) / TAGGER_SCALE);
        }
        for (SlotTagger.Scored one : tagged) {
            double share = (one.score() - best) / TAGGER_SCALE - Math.log(all);
            double alone = sum(tags, SlotTagger.path(one.slots(), own, words.length));
            Evidence evidence = Evidence.of(log, share, alone);
            add(name, one.slots(), evidence, readings);
            one.slots()
                    .toTheEnd(read)
                    .ifPresent(longer -> add(name, longer, evidence.end(), readings));
        }
        readings.sort(WayReading.BEST);
        return readings;
    }

    private void add(String name, SlotSpans slots, Evidence evidence, List<WayReading> into) {
        forms.of(name, slots, read, features)
                .forEach(made -> into.add(new WayReading(made.calls(), evidence.form(made.log()))));
    }

    private static double sum(double[][] tags, int[] path) {
        double sum = 0;
        for (int i = 0; i < path.length; i++) {
            sum += tags[i][path[i]];
        }
        return sum;
    }

    private static double[][] scaled(double[][] tags) {
        double[][] scaled = new double[tags.length][];
        for (int i = 0; i < tags.length; i++) {
            scaled[i] = new double[tags[i].length];
            for (int tag = 0; tag < tags[i].length; tag++) {
                scaled[i][tag] = TAGGER_SCALE * TAGS_WEIGHT * tags[i][tag];
            }
        }
        return scaled;
    }

    /// {@return the encoder's log-probabilities, for each word and each tag of some labels; 0 where
    /// it says nothing}
    private double[][] tags(List<String> own) {
        double[][] tags = new double[words.length][1 + 2 * own.size()];
        int[] places = new int[1 + 2 * own.size()]; // 0 is outside in both
        for (int i = 1; i < places.length; i++) {
            places[i] = 1 + 2 * seen.labels().indexOf(own.get((i - 1) / 2)) + (i - 1) % 2;
        }
        for (int word = 0; word < words.length; word++) {
            float[] said = seen.tags()[word];
            for (int i = 0; i < places.length && said.length > 0; i++) {
                tags[word][i] = said[places[i]];
            }
        }
        return tags;
    }
}
