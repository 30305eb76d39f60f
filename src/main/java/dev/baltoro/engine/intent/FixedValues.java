package dev.baltoro.engine.intent;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Which of the forms that have the same places is meant: a linear model of the values that no
/// words say, each with the request's n-grams; fitted by AdaGrad among the forms to choose from.
final class FixedValues {
    private static final int BITS = 21;
    private static final float RATE = 0.5f;

    private final float[] weights;
    private float[] squares = new float[0];

    private FixedValues(float[] weights) {
        this.weights = weights;
    }

    /// {@return a model that has learned nothing}
    static FixedValues none() {
        FixedValues none = new FixedValues(new float[1 << BITS]);
        none.squares = new float[1 << BITS];
        return none;
    }

    /// {@return a model that learns no more}
    static FixedValues of(float[] weights) {
        if (weights.length != 1 << BITS) {
            throw new IllegalArgumentException("it has %d weights".formatted(weights.length));
        }
        return new FixedValues(weights);
    }

    /// {@return weights by the common hash of a value and an n-gram}
    float[] weights() {
        return weights;
    }

    private static int index(long feature, long value) {
        return Features.place(feature, value, BITS);
    }

    /// {@return log-probabilities of the forms, given that it is one of them}
    float[] logProbabilities(List<Features.Group> features, List<long[]> forms, int[] counts) {
        float[] scores = new float[forms.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) Math.log(counts[i]);
            for (long value : forms.get(i)) {
                for (Features.Group group : features) {
                    float sum = 0;
                    for (long hash : group.hashes()) {
                        sum += weights[index(hash, value)];
                    }
                    scores[i] += group.value() * sum;
                }
            }
        }
        IntentClasses.normalise(scores);
        return scores;
    }

    void learn(List<Features.Group> features, List<long[]> forms, int[] counts, int right) {
        float[] scores = logProbabilities(features, forms, counts);
        for (int i = 0; i < scores.length; i++) {
            float error = (float) Math.exp(scores[i]) - (i == right ? 1 : 0);
            if (Math.abs(error) < 1e-3f) {
                continue;
            }
            for (long value : forms.get(i)) {
                for (Features.Group group : features) {
                    float gradient = error * group.value();
                    for (long hash : group.hashes()) {
                        int at = index(hash, value);
                        squares[at] += gradient * gradient;
                        weights[at] -= RATE * gradient / (float) Math.sqrt(squares[at] + 1e-8f);
                    }
                }
            }
        }
    }

    /// {@return the hashes of the values of a form that no words say, and of its forms}
    static long[] of(CallForm form) {
        List<Long> hashes = new ArrayList<>();
        int place = 0;
        for (CallForm.Call call : form.calls()) {
            hashes.add(Features.mix(60, place + call.tool()));
            add(call.arguments(), hashes);
            place++;
        }
        return hashes.stream().mapToLong(Long::longValue).toArray();
    }

    private static String kind(CallForm.Piece piece) {
        return switch (piece) {
            case CallForm.Piece.Literal(String text) -> "<" + text + ">";
            case CallForm.Piece.Said(int _, ValueForm form) -> form.toString();
        };
    }

    private static void add(CallForm.Shape shape, List<Long> hashes) {
        switch (shape) {
            case CallForm.Shape.Slot(int _, ValueForm form) ->
                    hashes.add(Features.mix(61, form.toString()));
            case CallForm.Shape.Text(var pieces) ->
                    hashes.add(
                            Features.mix(
                                    65,
                                    pieces.stream()
                                            .map(FixedValues::kind)
                                            .collect(Collectors.joining())));
            case CallForm.Shape.Fixed(String path, var value) ->
                    hashes.add(Features.mix(62, path + "=" + value));
            case CallForm.Shape.Members(var shapes) -> {
                hashes.add(Features.mix(63, String.join(",", shapes.keySet())));
                shapes.values().forEach(each -> add(each, hashes));
            }
            case CallForm.Shape.Items(var shapes) -> {
                hashes.add(Features.mix(64, "" + shapes.size()));
                shapes.forEach(each -> add(each, hashes));
            }
        }
    }
}
