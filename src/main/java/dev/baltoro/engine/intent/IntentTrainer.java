package dev.baltoro.engine.intent;

import dev.baltoro.model.bert.MiniLm;
import dev.baltoro.text.chat.ToolCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/// Learns a reader from conversations whose next step is known.
public final class IntentTrainer {
    /// Requests that want the same tools, before these are a class.
    private static final int CLASS_LEAST = 20;

    /// How many times as often values stand once, where standing twice is chance.
    private static final int CHANCE = 10;

    private IntentTrainer() {}

    /// A request to learn from.
    ///
    /// @param name of its class
    record Read(ReadText text, List<ToolCall> calls, String name) {
        static Read of(ReadText text, List<ToolCall> calls) {
            return new Read(text, calls, IntentTrainer.name(new IntentExample.Wanted.Calls(calls)));
        }
    }

    /// An encoder to be taught too.
    ///
    /// @param model is changed
    /// @param minutes that it learns, at most
    /// @param stepsMax the same in steps
    public record Encoding(MiniLm model, double minutes, long stepsMax, Progress progress) {
        /// {@return one that learns for some minutes, however many steps these are}
        public static Encoding ofMinutes(MiniLm model, double minutes, Progress progress) {
            return new Encoding(model, minutes, Long.MAX_VALUE, progress);
        }
    }

    /// Called now and then while an encoder learns.
    public interface Progress {
        /// @param share of the time that is over
        /// @param texts that were read
        /// @param loss a mean over the last ones, in nats
        void at(double share, long texts, double loss);
    }

    /// {@return a reader of examples}
    public static IntentReader train(
            List<IntentExample> examples, long seed, Optional<Encoding> encoding) {
        ValueCounts values = new ValueCounts();
        List<Read> all = new ArrayList<>();
        Map<String, Integer> counts = new TreeMap<>();
        for (IntentExample example : examples) {
            Read read =
                    new Read(
                            ReadText.of(example.messages(), texts(example.calls())),
                            example.calls(),
                            name(example.wanted()));
            all.add(read);
            counts.merge(read.name, 1, Integer::sum);
            values.count(read.text, read.calls);
        }
        values.settle();
        Aligner aligner = new Aligner(values);
        all.addAll(Halves.of(all, aligner));
        counts.values().removeIf(count -> count < CLASS_LEAST);
        all.removeIf(read -> !counts.containsKey(read.name));
        List<String> classes = List.copyOf(counts.keySet());
        List<List<Features.Group>> features =
                all.stream().map(read -> Features.ofRequest(read.text)).toList();
        int[] labels = all.stream().mapToInt(read -> classes.indexOf(read.name)).toArray();
        CompletableFuture<IntentClasses> fitted =
                CompletableFuture.supplyAsync(
                        () -> IntentClasses.fit(classes, features, labels, seed));
        List<Optional<Aligner.Aligned>> aligned =
                all.stream()
                        .map(read ->
                                read.calls.isEmpty()
                                        ? Optional.<Aligner.Aligned>empty()
                                        : aligner.align(read.text, read.calls))
                        .toList();
        IntentReader reader = withValues(all, features, aligned, values.lexicon(), fitted, seed);
        return encoding.map(each -> reader.with(encoder(all, labels, aligned, reader, each, seed)))
                .orElse(reader);
    }

    /// {@return the values, of which the words stay as they are said}
    private static Set<String> texts(List<ToolCall> calls) {
        return Leaf.of(calls).stream().map(Leaf::text).collect(Collectors.toSet());
    }

    /// A reader that has compared its readings.
    ///
    /// @param requests from how many it has learned; 0 if they were too few
    public record Compared(IntentReader reader, int requests) {}

    /// {@return a reader that has learned, too, which of its readings are right as a whole}
    ///
    /// @param reader becomes the other's part, and is closed with it
    /// @param fresh requests of the same kind that it has not learned from
    /// @param most time for reading them
    public static Compared compare(
            IntentReader reader, List<IntentExample> fresh, Duration most, long seed) {
        RankerTraining.Learned learned = RankerTraining.train(reader, fresh, most, seed);
        return new Compared(reader.with(learned.ranker()), learned.requests());
    }

    private static IntentEncoder encoder(
            List<Read> all,
            int[] classes,
            List<Optional<Aligner.Aligned>> aligned,
            IntentReader reader,
            Encoding encoding,
            long seed) {
        List<String> labels =
                reader.forms().labels().values().stream()
                        .flatMap(List::stream)
                        .distinct()
                        .sorted()
                        .toList();
        List<IntentEncoderTraining.Sample> samples = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).calls.stream().findFirst().filter(Awaited::in).isPresent()) {
                continue; // half a request that, alone, lacks a value
            }
            samples.add(
                    new IntentEncoderTraining.Sample(
                            all.get(i).text,
                            classes[i],
                            aligned.get(i).map(Aligner.Aligned::slots)));
        }
        return IntentEncoderTraining.train(
                encoding, reader.classes().classes(), labels, samples, seed);
    }

    private static IntentReader withValues(
            List<Read> all,
            List<List<Features.Group>> features,
            List<Optional<Aligner.Aligned>> aligned,
            WordMeanings lexicon,
            CompletableFuture<IntentClasses> classes,
            long seed) {
        Map<String, SortedSet<String>> labels = new TreeMap<>();
        Map<String, Map<String, CallForms.Counted>> forms = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            Read read = all.get(i);
            aligned.get(i)
                    .ifPresent(one -> {
                        labels.computeIfAbsent(read.name, _ -> new TreeSet<>())
                                .addAll(one.slots().labels());
                        forms.computeIfAbsent(
                                        CallForms.key(read.name, one.slots().labels()),
                                        _ -> new LinkedHashMap<>())
                                .merge(
                                        one.form().toString(),
                                        new CallForms.Counted(one.form(), 1),
                                        (old, _) ->
                                                new CallForms.Counted(old.form(), old.count() + 1));
                    });
        }
        Map<String, List<String>> listed = new TreeMap<>();
        labels.forEach((name, set) -> listed.put(name, List.copyOf(set)));
        List<SlotTagger.Example> tagged = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (aligned.get(i).isPresent()) {
                tagged.add(
                        new SlotTagger.Example(
                                Features.ofWords(all.get(i).text),
                                listed.getOrDefault(all.get(i).name, List.of()),
                                aligned.get(i).get().slots()));
            }
        }
        SlotTagger tagger = SlotTagger.fit(tagged, seed);
        Map<String, List<CallForms.Counted>> counted = new HashMap<>();
        forms.forEach((key, each) ->
                counted.put(
                        key,
                        usual(List.copyOf(each.values())).stream()
                                .sorted(
                                        Comparator.comparingInt(
                                                (CallForms.Counted one) -> -one.count()))
                                .limit(CallForms.MOST)
                                .toList()));
        FixedValues fixed = fixed(all, features, aligned, counted);
        return new IntentReader(
                new Views(classes.join(), Optional.empty()),
                tagger,
                new CallForms(listed, counted, fixed, lexicon),
                WayRanker.none());
    }

    /// {@return forms without those that have a value twice by chance: where the same places make
    /// far more calls with each value once}
    private static List<CallForms.Counted> usual(List<CallForms.Counted> all) {
        int once =
                all.stream()
                        .filter(each -> !each.form().repeats())
                        .mapToInt(CallForms.Counted::count)
                        .max()
                        .orElse(0);
        return all.stream()
                .filter(each -> !each.form().repeats() || each.count() * CHANCE > once)
                .toList();
    }

    private static FixedValues fixed(
            List<Read> all,
            List<List<Features.Group>> features,
            List<Optional<Aligner.Aligned>> aligned,
            Map<String, List<CallForms.Counted>> forms) {
        FixedValues fixed = FixedValues.none();
        Map<String, List<long[]>> hashes = new HashMap<>();
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < all.size(); i++) {
                if (aligned.get(i).isEmpty()) {
                    continue;
                }
                Aligner.Aligned one = aligned.get(i).get();
                String key = CallForms.key(all.get(i).name, one.slots().labels());
                List<CallForms.Counted> few = forms.getOrDefault(key, List.of());
                if (few.size() < 2) {
                    continue;
                }
                int right = -1;
                for (int k = 0; k < few.size(); k++) {
                    right = few.get(k).form().equals(one.form()) ? k : right;
                }
                if (right >= 0) {
                    fixed.learn(
                            features.get(i),
                            hashes.computeIfAbsent(
                                    key,
                                    _ ->
                                            few.stream()
                                                    .map(each -> FixedValues.of(each.form()))
                                                    .toList()),
                            few.stream().mapToInt(CallForms.Counted::count).toArray(),
                            right);
                }
            }
        }
        return fixed;
    }

    private static String name(IntentExample.Wanted wanted) {
        return switch (wanted) {
            case IntentExample.Wanted.Calls(List<ToolCall> calls) ->
                    String.join("+", new TreeSet<>(calls.stream().map(ToolCall::name).toList()));
            case IntentExample.Wanted.Question _ -> IntentReader.QUESTION;
            case IntentExample.Wanted.Text _ -> IntentReader.TEXT;
        };
    }
}
