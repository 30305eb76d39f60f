package dev.baltoro.engine.intent;

import dev.baltoro.tensor.Workers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/// What a linear model and, if there is one, an encoder make of texts.
///
/// @param own the linear model
record Views(IntentClasses own, Optional<IntentEncoder> encoder) {
    /// How much the linear model's log-probability of a class counts beside an encoder, and how
    /// much the encoder's.
    private static final double OWN_WEIGHT = 0.4;

    private static final double ENCODER_WEIGHT = 0.8;

    /// What both make of a text.
    ///
    /// @param classes log-probabilities
    /// @param labels of the encoder's tags
    /// @param tags the encoder's log-probabilities, for each word; none where it says nothing
    record Seen(float[] classes, List<String> labels, float[][] tags) {}

    List<String> classes() {
        return own.classes();
    }

    /// {@return what is made of texts}
    ///
    /// @param worker on which the encoder computes
    List<Seen> of(List<ReadText> texts, Workers worker) {
        List<float[]> logs = texts.stream().map(this::own).toList();
        List<Seen> seen = new ArrayList<>();
        if (encoder.isEmpty()) {
            for (int i = 0; i < logs.size(); i++) {
                int words = texts.get(i).words().size();
                seen.add(new Seen(logs.get(i), List.of(), new float[words][0]));
            }
            return seen;
        }
        List<IntentEncoder.Reading> others = encoder.get().read(texts, worker);
        for (int i = 0; i < logs.size(); i++) {
            float[] both = new float[logs.get(i).length];
            for (int c = 0; c < both.length; c++) {
                both[c] =
                        (float)
                                (OWN_WEIGHT * logs.get(i)[c]
                                        + ENCODER_WEIGHT * others.get(i).classes()[c]);
            }
            IntentClasses.normalise(both);
            seen.add(new Seen(both, encoder.get().labels(), others.get(i).tags()));
        }
        return seen;
    }

    /// {@return the linear model's log-probabilities}
    float[] own(ReadText text) {
        return own.logProbabilities(Features.ofRequest(text));
    }

    /// {@return the log-probability that what is wanted lacks nothing, if it is no text}
    ///
    /// @param logs of all classes
    double complete(float[] logs) {
        double calls = 0;
        for (int c = 0; c < logs.length; c++) {
            calls += calls(c) ? Math.exp(logs[c]) : 0;
        }
        int question = classes().indexOf(IntentReader.QUESTION);
        double lacking = question < 0 ? 0 : Math.exp(logs[question]);
        return Math.log(
                Math.max(Float.MIN_NORMAL, calls) / Math.max(Float.MIN_NORMAL, calls + lacking));
    }

    private boolean calls(int c) {
        String name = classes().get(c);
        return !name.equals(IntentReader.QUESTION) && !name.equals(IntentReader.TEXT);
    }

    /// {@return the likeliest classes that call something, best first}
    ///
    /// @param logs of all
    /// @param kept which of them count
    List<Integer> likeliest(float[] logs, int most, IntPredicate kept) {
        List<Integer> order = new ArrayList<>();
        for (int c = 0; c < logs.length; c++) {
            if (calls(c) && kept.test(c)) {
                order.add(c);
            }
        }
        order.sort(Comparator.comparingDouble((Integer c) -> -logs[c]));
        return order.subList(0, Math.min(most, order.size()));
    }
}
