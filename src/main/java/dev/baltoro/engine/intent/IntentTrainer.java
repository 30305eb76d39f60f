package dev.baltoro.engine.intent;

import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/// Learns a reader from conversations whose next step is known.
public final class IntentTrainer {
    /// Requests that want the same tools, before these are a class.
    private static final int CLASS_LEAST = 20;

    private IntentTrainer() {}

    private record Read(ReadText text, List<ToolCall> calls, String name) {}

    /// {@return a reader of examples}
    public static IntentReader train(List<IntentExample> examples, long seed) {
        Aligner aligner = new Aligner();
        List<Read> all = new ArrayList<>();
        Map<String, Integer> counts = new TreeMap<>();
        for (IntentExample example : examples) {
            Read read =
                    new Read(
                            ReadText.of(example.messages()),
                            example.calls(),
                            name(example.wanted()));
            all.add(read);
            counts.merge(read.name, 1, Integer::sum);
            aligner.count(read.text, read.calls);
        }
        aligner.settle();
        counts.values().removeIf(count -> count < CLASS_LEAST);
        all.removeIf(read -> !counts.containsKey(read.name));
        List<String> classes = List.copyOf(counts.keySet());
        List<List<Features.Group>> features =
                all.stream().map(read -> Features.ofRequest(read.text)).toList();
        int[] labels = all.stream().mapToInt(read -> classes.indexOf(read.name)).toArray();
        CompletableFuture<IntentClasses> fitted =
                CompletableFuture.supplyAsync(
                        () -> IntentClasses.fit(classes, features, labels, seed));
        return withValues(all, features, aligner, fitted, seed);
    }

    private static IntentReader withValues(
            List<Read> all,
            List<List<Features.Group>> features,
            Aligner aligner,
            CompletableFuture<IntentClasses> classes,
            long seed) {
        List<Optional<Aligner.Aligned>> aligned = new ArrayList<>();
        Map<String, SortedSet<String>> labels = new TreeMap<>();
        Map<String, Map<String, IntentReader.Counted>> forms = new LinkedHashMap<>();
        for (Read read : all) {
            Optional<Aligner.Aligned> found =
                    read.calls.isEmpty() ? Optional.empty() : aligner.align(read.text, read.calls);
            aligned.add(found);
            found.ifPresent(one -> {
                labels.computeIfAbsent(read.name, _ -> new TreeSet<>())
                        .addAll(one.slots().labels());
                forms.computeIfAbsent(
                                IntentReader.key(read.name, one.slots().labels()),
                                _ -> new LinkedHashMap<>())
                        .merge(
                                one.form().toString(),
                                new IntentReader.Counted(one.form(), 1),
                                (old, _) -> new IntentReader.Counted(old.form(), old.count() + 1));
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
        Map<String, List<IntentReader.Counted>> counted = new HashMap<>();
        forms.forEach((key, each) ->
                counted.put(
                        key,
                        each.values().stream()
                                .sorted(
                                        Comparator.comparingInt(
                                                (IntentReader.Counted one) -> -one.count()))
                                .limit(IntentReader.FORMS_MAX)
                                .toList()));
        FixedValues fixed = fixed(all, features, aligned, counted);
        return new IntentReader(classes.join(), tagger, fixed, aligner.lexicon(), listed, counted);
    }

    private static FixedValues fixed(
            List<Read> all,
            List<List<Features.Group>> features,
            List<Optional<Aligner.Aligned>> aligned,
            Map<String, List<IntentReader.Counted>> forms) {
        FixedValues fixed = FixedValues.none();
        Map<String, List<long[]>> hashes = new HashMap<>();
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < all.size(); i++) {
                if (aligned.get(i).isEmpty()) {
                    continue;
                }
                Aligner.Aligned one = aligned.get(i).get();
                String key = IntentReader.key(all.get(i).name, one.slots().labels());
                List<IntentReader.Counted> few = forms.getOrDefault(key, List.of());
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
                            few.stream().mapToInt(IntentReader.Counted::count).toArray(),
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
