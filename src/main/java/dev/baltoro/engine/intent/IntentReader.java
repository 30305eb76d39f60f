package dev.baltoro.engine.intent;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// Reads what a user wants of the tools that a model knows.
public final class IntentReader {
    static final String QUESTION = "?";
    static final String TEXT = ".";

    private static final int CLASSES = 4;

    /// Forms that are kept for the same arguments, the most frequent ones.
    static final int FORMS_MAX = 48;

    /// Words among which a second wish may begin.
    private static final int SPLIT_WORDS_MAX = 80;

    private static final int PART_LEAST = 2;
    private static final int CUTS = 4;

    /// How likely it is that there are two wishes.
    private static final double SPLIT_LOG = -2;

    /// Differences in the tagger's score that make one reading e times as likely.
    private static final double TAGGER_SCALE = 8;

    /// A form and how many requests had it.
    record Counted(CallForm form, int count) {}

    private static final Comparator<Intents.Way> BEST =
            Comparator.comparingDouble((Intents.Way one) -> -one.logProbability());

    private final IntentClasses classes;
    private final SlotTagger tagger;
    private final FixedValues fixed;
    private final WordMeanings lexicon;
    private final Map<String, List<String>> labels;
    private final Map<String, List<Counted>> forms;

    /// @param classes which tools, or none, or a question
    /// @param tagger which words are values
    /// @param fixed which values no words say
    /// @param lexicon what words mean that say a value otherwise
    /// @param labels of a class: arguments that its values may be of
    /// @param forms of a class and the labels of values in the order of the text ([#key]): the
    ///   calls that such values make
    IntentReader(
            IntentClasses classes,
            SlotTagger tagger,
            FixedValues fixed,
            WordMeanings lexicon,
            Map<String, List<String>> labels,
            Map<String, List<Counted>> forms) {
        this.classes = classes;
        this.tagger = tagger;
        this.fixed = fixed;
        this.lexicon = lexicon;
        this.labels = Map.copyOf(labels);
        this.forms = Map.copyOf(forms);
    }

    IntentClasses classes() {
        return classes;
    }

    SlotTagger tagger() {
        return tagger;
    }

    FixedValues fixed() {
        return fixed;
    }

    WordMeanings lexicon() {
        return lexicon;
    }

    Map<String, List<String>> labels() {
        return labels;
    }

    Map<String, List<Counted>> forms() {
        return forms;
    }

    static String key(String name, List<String> labels) {
        return name + "\n" + String.join("\n", labels);
    }

    /// {@return what may be wanted}
    ///
    /// @param messages the last one is the user's
    public Intents read(List<Message> messages) {
        ReadText read = ReadText.of(messages);
        float[] logs = classes.logProbabilities(Features.ofRequest(read));
        double question = 0;
        double text = 0;
        for (int c = 0; c < logs.length; c++) {
            switch (classes.classes().get(c)) {
                case QUESTION -> question = Math.exp(logs[c]);
                case TEXT -> text = Math.exp(logs[c]);
                default -> {}
            }
        }
        List<Intents.Way> ways = new ArrayList<>(whole(read, logs));
        ways.addAll(split(read));
        ways.sort(BEST);
        return new Intents(question, text, ways.stream().filter(distinct()).toList());
    }

    /// {@return what lets one of several ways with the same calls pass}
    private static Predicate<Intents.Way> distinct() {
        Set<List<ToolCall>> seen = new HashSet<>();
        return way -> seen.add(way.calls());
    }

    private List<Intents.Way> whole(ReadText read, float[] logs) {
        Part part = new Part(read);
        List<Intents.Way> readings = new ArrayList<>();
        for (int c : likeliest(logs, CLASSES, _ -> true)) {
            readings.addAll(part.calls(classes.classes().get(c), logs[c]));
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

    private record Cut(int at, int left, int right, double log) {}

    /// {@return readings of two wishes, one behind the other}
    private List<Intents.Way> split(ReadText read) {
        int n = Math.min(read.requestWords(), SPLIT_WORDS_MAX);
        List<Cut> cuts = new ArrayList<>();
        for (int at = PART_LEAST; at <= n - PART_LEAST; at++) {
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
        List<Intents.Way> readings = new ArrayList<>();
        for (Cut cut : cuts.subList(0, Math.min(CUTS, cuts.size()))) {
            List<Intents.Way> left =
                    new Part(read.with(0, cut.at)).calls(classes.classes().get(cut.left), 0);
            List<Intents.Way> right =
                    new Part(read.with(cut.at, read.requestWords()))
                            .calls(classes.classes().get(cut.right), 0);
            if (!left.isEmpty() && !right.isEmpty()) {
                readings.add(both(left.getFirst(), right.getFirst(), cut.log + SPLIT_LOG));
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

        Part(ReadText read) {
            this.read = read;
            this.features = Features.ofRequest(read);
            this.words = Features.ofWords(read);
        }

        /// {@return the likeliest calls, best first}
        ///
        /// @param log of the class
        List<Intents.Way> calls(String name, double log) {
            List<Intents.Way> readings = new ArrayList<>();
            List<SlotTagger.Scored> tagged =
                    tagger.best(words, labels.getOrDefault(name, List.of()), SlotTagger.BEST);
            double best = tagged.getFirst().score();
            double all = 0;
            for (SlotTagger.Scored one : tagged) {
                all += Math.exp((one.score() - best) / TAGGER_SCALE);
            }
            for (SlotTagger.Scored one : tagged) {
                List<Counted> few = forms.getOrDefault(key(name, one.slots().labels()), List.of());
                if (few.isEmpty()) {
                    continue;
                }
                double tagLog = (one.score() - best) / TAGGER_SCALE - Math.log(all);
                float[] formLogs =
                        fixed.logProbabilities(
                                features,
                                few.stream().map(each -> FixedValues.of(each.form)).toList(),
                                few.stream().mapToInt(Counted::count).toArray());
                int likeliest = 0;
                for (int i = 1; i < formLogs.length; i++) {
                    likeliest = formLogs[i] > formLogs[likeliest] ? i : likeliest;
                }
                double sum = log + tagLog + formLogs[likeliest];
                filled(few.get(likeliest).form, one.slots(), read)
                        .ifPresent(calls -> readings.add(new Intents.Way(calls, sum)));
            }
            readings.sort(BEST);
            return readings;
        }
    }

    private Optional<List<ToolCall>> filled(CallForm form, SlotSpans slots, ReadText read) {
        return form.filled(slots, read, lexicon)
                .map(arguments -> {
                    List<ToolCall> calls = new ArrayList<>();
                    for (JsonNode each : arguments) {
                        String tool = form.calls().get(calls.size()).tool();
                        calls.add(ToolCall.of(tool, calls.size(), each.toString()));
                    }
                    return calls;
                });
    }
}
