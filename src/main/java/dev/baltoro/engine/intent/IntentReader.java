package dev.baltoro.engine.intent;

import dev.baltoro.tensor.Workers;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/// Reads what a user wants of the tools that a model knows.
public final class IntentReader implements AutoCloseable {
    static final String QUESTION = "?";
    static final String TEXT = ".";

    private static final int CLASSES = 4;

    /// Words among which a second wish may begin.
    private static final int SPLIT_WORDS_MAX = 80;

    private static final int PART_LEAST = 2;
    private static final int CUTS = 5;

    /// Of these, with the same first word of the second wish.
    private static final int CUTS_A_WORD = 2;

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

    /// How likely it is that there are two wishes.
    private static final double SPLIT_LOG = -2;

    /// Differences in the tagger's score that make one reading e times as likely.
    private static final double TAGGER_SCALE = 12;

    /// How much likelier it is that words behind a colon are a value up to the end.
    private static final double TO_THE_END_LOG = 1;

    /// How much the linear model's log-probability of a class counts beside an encoder, and how
    /// much the encoder's.
    private static final double OWN_WEIGHT = 0.4;

    private static final double ENCODER_WEIGHT = 0.8;

    /// How much the encoder's log-probability of a word's tag counts beside the tagger's score.
    private static final double TAGS_WEIGHT = 0.7;

    private static final Comparator<Intents.Way> BEST =
            Comparator.comparingDouble((Intents.Way one) -> -one.logProbability());

    private final IntentClasses classes;
    private final SlotTagger tagger;
    private final CallForms forms;
    private final Optional<IntentEncoder> encoder;
    private final Workers worker = Workers.of(1);

    /// @param classes which tools, or none, or a question
    /// @param tagger which words are values
    /// @param forms which calls the values make
    /// @param encoder what has another view of classes and of words
    IntentReader(
            IntentClasses classes,
            SlotTagger tagger,
            CallForms forms,
            Optional<IntentEncoder> encoder) {
        this.classes = classes;
        this.tagger = tagger;
        this.forms = forms;
        this.encoder = encoder;
    }

    /// {@return the same with an encoder's view beside its own; it is closed with it}
    ///
    /// @throws IllegalArgumentException if it was taught other classes or arguments
    IntentReader with(IntentEncoder other) {
        boolean same =
                other.classes().equals(classes.classes())
                        && forms.labels().values().stream().allMatch(other.labels()::containsAll);
        if (!same) {
            throw new IllegalArgumentException(
                    "the encoder of intents was taught other tools than the reader; delete %s"
                            .formatted(IntentEncoderFile.NAME));
        }
        return new IntentReader(classes, tagger, forms, Optional.of(other));
    }

    Optional<IntentEncoder> encoder() {
        return encoder;
    }

    IntentClasses classes() {
        return classes;
    }

    SlotTagger tagger() {
        return tagger;
    }

    CallForms forms() {
        return forms;
    }

    /// {@return what may be wanted}
    ///
    /// @param messages the last one is the user's
    public Intents read(List<Message> messages) {
        ReadText read = ReadText.of(messages);
        Seen seen = seen(List.of(read)).getFirst();
        float[] logs = seen.classes;
        double question = 0;
        double text = 0;
        for (int c = 0; c < logs.length; c++) {
            switch (classes.classes().get(c)) {
                case QUESTION -> question = Math.exp(logs[c]);
                case TEXT -> text = Math.exp(logs[c]);
                default -> {}
            }
        }
        List<Intents.Way> ways = new ArrayList<>(whole(read, seen));
        ways.addAll(split(read));
        Coverage coverage = Coverage.of(read);
        ways.replaceAll(way ->
                new Intents.Way(way.calls(), way.logProbability() + coverage.log(way.calls())));
        ways.sort(BEST);
        return new Intents(question, text, ways.stream().filter(distinct()).toList());
    }

    /// {@return what lets one of several ways with the same calls pass}
    private static Predicate<Intents.Way> distinct() {
        Set<List<ToolCall>> seen = new HashSet<>();
        return way -> seen.add(way.calls());
    }

    /// What both views make of a text.
    ///
    /// @param classes log-probabilities
    /// @param tags the encoder's, for each word; empty without one
    private record Seen(float[] classes, Optional<float[][]> tags) {}

    private List<Seen> seen(List<ReadText> texts) {
        List<float[]> own =
                texts.stream()
                        .map(text -> classes.logProbabilities(Features.ofRequest(text)))
                        .toList();
        if (encoder.isEmpty()) {
            return own.stream().map(logs -> new Seen(logs, Optional.empty())).toList();
        }
        List<IntentEncoder.Reading> others = encoder.get().read(texts, worker);
        List<Seen> seen = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            float[] both = new float[own.get(i).length];
            for (int c = 0; c < both.length; c++) {
                both[c] =
                        (float)
                                (OWN_WEIGHT * own.get(i)[c]
                                        + ENCODER_WEIGHT * others.get(i).classes()[c]);
            }
            IntentClasses.normalise(both);
            seen.add(new Seen(both, Optional.of(others.get(i).tags())));
        }
        return seen;
    }

    private List<Intents.Way> whole(ReadText read, Seen seen) {
        Part part = new Part(read, seen);
        List<Intents.Way> readings = new ArrayList<>();
        for (int c : likeliest(seen.classes, CLASSES, _ -> true)) {
            readings.addAll(part.calls(classes.classes().get(c), seen.classes[c]));
        }
        return readings;
    }

    private List<Integer> likeliest(float[] logs, int most, IntPredicate kept) {
        List<Integer> order = new ArrayList<>();
        for (int c = 0; c < logs.length; c++) {
            String name = classes.classes().get(c);
            if (!name.equals(QUESTION) && !name.equals(TEXT) && kept.test(c)) {
                order.add(c);
            }
        }
        order.sort(Comparator.comparingDouble((Integer c) -> -logs[c]));
        return order.subList(0, Math.min(most, order.size()));
    }

    /// {@return whether people begin another wish at a word of the request}
    private static boolean mayBegin(List<Word> words, int at) {
        String before = words.get(at - 1).text();
        return ".,;:!?)\n&-–—…".contains(before)
                || JOINING.contains(words.get(at).text().toLowerCase(Locale.ROOT));
    }

    private record Cut(int at, int left, int right, double log) {}

    /// {@return readings of two wishes, one behind the other}
    private List<Intents.Way> split(ReadText read) {
        int n = Math.min(read.requestWords(), SPLIT_WORDS_MAX);
        List<Cut> cuts = new ArrayList<>();
        List<Word> words =
                read.words()
                        .subList(read.words().size() - read.requestWords(), read.words().size());
        for (int at = PART_LEAST; at <= n - PART_LEAST; at++) {
            if (!mayBegin(words, at)) {
                continue;
            }
            float[] left = classes.logProbabilities(Features.ofRequest(read.with(0, at)));
            float[] right =
                    classes.logProbabilities(
                            Features.ofRequest(read.with(at, read.requestWords())));
            for (int a : likeliest(left, 2, this::isSingle)) {
                for (int b : likeliest(right, 2, this::isSingle)) {
                    cuts.add(new Cut(at, a, b, left[a] + right[b]));
                }
            }
        }
        cuts.sort(Comparator.comparingDouble((Cut cut) -> -cut.log));
        Map<Integer, Integer> times = new HashMap<>();
        List<Cut> few =
                cuts.stream()
                        .filter(cut -> times.merge(cut.at, 1, Integer::sum) <= CUTS_A_WORD)
                        .limit(CUTS)
                        .toList();
        if (few.isEmpty()) {
            return List.of();
        }
        List<ReadText> halves = new ArrayList<>();
        for (Cut cut : few) {
            halves.add(read.with(0, cut.at));
            halves.add(read.with(cut.at, read.requestWords()));
        }
        List<Seen> seen = seen(halves);
        List<Intents.Way> readings = new ArrayList<>();
        for (int i = 0; i < few.size(); i++) {
            Cut cut = few.get(i);
            List<Intents.Way> left =
                    new Part(halves.get(2 * i), seen.get(2 * i))
                            .calls(classes.classes().get(cut.left), 0);
            List<Intents.Way> right =
                    new Part(halves.get(2 * i + 1), seen.get(2 * i + 1))
                            .calls(classes.classes().get(cut.right), 0);
            if (!left.isEmpty() && !right.isEmpty()) {
                double log =
                        seen.get(2 * i).classes[cut.left] + seen.get(2 * i + 1).classes[cut.right];
                readings.add(both(left.getFirst(), right.getFirst(), log + SPLIT_LOG));
            }
        }
        return readings;
    }

    private boolean isSingle(int c) {
        return classes.classes().get(c).indexOf('+') < 0;
    }

    private static Intents.Way both(Intents.Way left, Intents.Way right, double log) {
        List<ToolCall> calls = new ArrayList<>(left.calls());
        for (ToolCall call : right.calls()) {
            calls.add(ToolCall.of(call.name(), calls.size(), call.argumentsJson()));
        }
        return new Intents.Way(calls, left.logProbability() + right.logProbability() + log);
    }

    /// A text that is read for the calls of one class.
    private final class Part {
        private final ReadText read;
        private final List<Features.Group> features;
        private final long[][] words;
        private final boolean[] whole;
        private final Seen seen;

        Part(ReadText read, Seen seen) {
            this.read = read;
            this.seen = seen;
            this.features = Features.ofRequest(read);
            this.words = Features.ofWords(read);
            this.whole = WholeNames.of(read);
        }

        /// {@return the likeliest calls, best first}
        ///
        /// @param log of the class
        List<Intents.Way> calls(String name, double log) {
            List<Intents.Way> readings = new ArrayList<>();
            List<String> own = forms.labels(name);
            List<SlotTagger.Scored> tagged =
                    tagger.best(words, own, seenTags(own), whole, SlotTagger.BEST);
            double best = tagged.getFirst().score();
            double all = 0;
            for (SlotTagger.Scored one : tagged) {
                all += Math.exp((one.score() - best) / TAGGER_SCALE);
            }
            for (SlotTagger.Scored one : tagged) {
                double tagLog = log + (one.score() - best) / TAGGER_SCALE - Math.log(all);
                add(name, one.slots(), tagLog, readings);
                one.slots()
                        .toTheEnd(read)
                        .ifPresent(longer -> add(name, longer, tagLog + TO_THE_END_LOG, readings));
            }
            readings.sort(BEST);
            return readings;
        }

        private void add(String name, SlotSpans slots, double log, List<Intents.Way> into) {
            forms.of(name, slots, read, features)
                    .ifPresent(made -> into.add(new Intents.Way(made.calls(), log + made.log())));
        }

        /// {@return what the encoder adds to the tagger's scores, for each word and tag}
        private double[][] seenTags(List<String> own) {
            double[][] scores = new double[words.length][1 + 2 * own.size()];
            if (encoder.isEmpty() || seen.tags.isEmpty()) {
                return scores;
            }
            int[] places = new int[1 + 2 * own.size()]; // 0 is outside in both
            for (int i = 1; i < places.length; i++) {
                int label = encoder.get().labels().indexOf(own.get((i - 1) / 2));
                places[i] = 1 + 2 * label + (i - 1) % 2;
            }
            for (int word = 0; word < words.length; word++) {
                float[] tags = seen.tags.get()[word];
                for (int i = 0; i < places.length && tags.length > 0; i++) {
                    scores[word][i] = TAGGER_SCALE * TAGS_WEIGHT * tags[places[i]];
                }
            }
            return scores;
        }
    }

    @Override
    public void close() {
        worker.close();
        encoder.ifPresent(IntentEncoder::close);
    }
}
