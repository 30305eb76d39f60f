package dev.baltoro.synth.teacher;

import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.synth.request.RequestWriter;
import dev.baltoro.synth.teacher.ReadExample.Element;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/// Reads a request without a model: looks for the written request that it is most like, and puts
/// its own values into that one's calls. It finds little, but what it finds it hardly finds by
/// chance.
final class AnalogyReader {
    /// Written requests that it knows.
    private static final int EXAMPLES = 4000;

    /// How often a word or value occurs that needs no copying.
    private static final int USUAL_MIN = 4;

    /// Examples that a request is laid over.
    private static final int TRIED = 60;

    private static final double LENGTH_LOSS = 0.25;

    private final List<ReadExample> examples;
    private final Map<String, Double> weights;

    private AnalogyReader(List<ReadExample> examples, Map<String, Double> weights) {
        this.examples = examples;
        this.weights = weights;
    }

    /// {@return a reader that knows these requests}
    static AnalogyReader of(RequestWriter writer) {
        List<ToolRequest> written =
                LongStream.range(0, EXAMPLES)
                        .mapToObj(writer::write)
                        .filter(request -> request.context().turns().isEmpty())
                        .toList();
        Map<String, Integer> values = new HashMap<>();
        Map<String, Integer> words = new HashMap<>();
        for (ToolRequest request : written) {
            new HashSet<>(ReadExample.leaves(request))
                    .forEach(value -> values.merge(value, 1, Integer::sum));
            Set<String> said = new HashSet<>();
            RequestWords.of(request.request()).words().forEach(word -> said.add(word.plain()));
            said.forEach(word -> words.merge(word, 1, Integer::sum));
        }
        Map<String, Double> weights = new HashMap<>();
        words.forEach((word, count) -> {
            if (count >= USUAL_MIN) {
                weights.put(word, Math.log((double) written.size() / count));
            }
        });
        List<ReadExample> examples =
                written.stream()
                        .flatMap(request ->
                                ReadExample.of(
                                        request,
                                        value -> values.getOrDefault(value, 0) >= USUAL_MIN,
                                        weights::containsKey)
                                        .stream())
                        .toList();
        return new AnalogyReader(examples, weights);
    }

    private record Alike(ReadExample example, double likeness) {}

    private double weight(String word) {
        return weights.getOrDefault(word, 0.0);
    }

    /// {@return the calls of a request, in the form that a model is asked for}
    String answer(String request) {
        RequestWords text = RequestWords.of(request);
        Set<String> said = new HashSet<>();
        text.words().forEach(word -> said.add(word.plain()));
        List<ReadExample> alike =
                examples.stream()
                        .map(example -> new Alike(example, likeness(example, said)))
                        .sorted(Comparator.comparingDouble(Alike::likeness).reversed())
                        .limit(TRIED)
                        .map(Alike::example)
                        .toList();
        double best = Double.NEGATIVE_INFINITY;
        String answer = "{\"calls\":[],\"text\":\"I cannot do that.\"}";
        for (ReadExample example : alike) {
            WordAlignment alignment = WordAlignment.of(example.pattern(), text, this::weight);
            if (alignment.score() > best) {
                best = alignment.score();
                answer = example.answer(alignment.gaps());
            }
        }
        return answer;
    }

    private double likeness(ReadExample example, Set<String> said) {
        double likeness = 0;
        for (Element element : example.pattern()) {
            if (element instanceof Element.Said(String word)) {
                likeness += said.contains(word) ? weight(word) : -LENGTH_LOSS * weight(word);
            }
        }
        return likeness;
    }
}
