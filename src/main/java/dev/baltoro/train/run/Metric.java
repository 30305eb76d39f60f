package dev.baltoro.train.run;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// One line of `metrics.jsonl`. Steps count from 1: the metrics of step 1 describe the first
/// optimizer step; step 0 is before it.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Metric.Step.class, name = "step"),
    @JsonSubTypes.Type(value = Metric.HeldOut.class, name = "held_out"),
    @JsonSubTypes.Type(value = Metric.Heads.class, name = "heads"),
    @JsonSubTypes.Type(value = Metric.Loads.class, name = "loads"),
    @JsonSubTypes.Type(value = Metric.Sample.class, name = "sample"),
    @JsonSubTypes.Type(value = Metric.Answers.class, name = "answers"),
    @JsonSubTypes.Type(value = Metric.Event.class, name = "event"),
    @JsonSubTypes.Type(value = RolloutMetric.Iteration.class, name = "iteration"),
    @JsonSubTypes.Type(value = RolloutMetric.Success.class, name = "success"),
    @JsonSubTypes.Type(value = RolloutMetric.Alarm.class, name = "alarm"),
    @JsonSubTypes.Type(value = RolloutMetric.Critic.class, name = "critic")
})
public sealed interface Metric
        permits Metric.Step,
                Metric.HeldOut,
                Metric.Heads,
                Metric.Loads,
                Metric.Sample,
                Metric.Answers,
                Metric.Event,
                RolloutMetric {
    /// {@return optimizer steps done when it was measured}
    long step();

    /// One optimizer step.
    ///
    /// @param tokens tokens learned from since the run began
    /// @param loss mean cross-entropy of the step's tokens, in nats
    /// @param balanceLoss the sequence-wise balance loss, weight included
    /// @param learningRate the rate of this step
    /// @param tokensPerSecond tokens of this step by its wall-clock time
    /// @param maxLogit largest attention logit `q·k / sqrt(d)` of any head
    /// @param clippedHeads heads that QK-Clip scaled back
    /// @param expertImbalance largest load of an expert over the mean load, the worst layer's
    /// @param gradientNorm global norm of the gradient before any clipping
    /// @param skipped whether the step was left out because loss or gradient was not finite
    /// @param secondsElapsed wall-clock seconds of training since the run began
    record Step(
            long step,
            long tokens,
            double loss,
            double balanceLoss,
            double learningRate,
            double tokensPerSecond,
            double maxLogit,
            int clippedHeads,
            double expertImbalance,
            double gradientNorm,
            boolean skipped,
            double secondsElapsed)
            implements Metric {}

    /// The loss on text that is not trained on.
    ///
    /// @param lossByDomain mean cross-entropy in nats a token
    /// @param unigramEntropyByDomain what a model that only knows how frequent each token is would
    ///   reach, in nats a token
    record HeldOut(
            long step, Map<String, Double> lossByDomain, Map<String, Double> unigramEntropyByDomain)
            implements Metric {}

    /// The largest attention logit of each head.
    ///
    /// @param maxLogit by layer, by head
    record Heads(long step, List<List<Double>> maxLogit) implements Metric {
        /// {@return the metric of an array by layer, by head}
        public static Heads of(long step, double[][] maxLogit) {
            return new Heads(step, rows(maxLogit));
        }
    }

    /// The experts' load.
    ///
    /// @param layers the model's index of each sparse layer
    /// @param share by sparse layer, by expert: its part of the layer's token assignments
    record Loads(long step, List<Integer> layers, List<List<Double>> share) implements Metric {
        /// {@return the metric of an array by sparse layer, by expert}
        public static Loads of(long step, List<Integer> layers, double[][] share) {
            return new Loads(step, layers, rows(share));
        }
    }

    /// What the model wrote.
    record Sample(long step, String prompt, String completion) implements Metric {}

    /// Answers that the model generated, beside the ones that are right.
    ///
    /// @param byPart by what of an answer was compared, such as its tool's name
    record Answers(long step, Map<String, Right> byPart) implements Metric {}

    /// How many are right.
    record Right(long right, long of) {}

    /// Something that happened, in a sentence.
    record Event(long step, String text) implements Metric {}

    private static List<List<Double>> rows(double[][] values) {
        return Arrays.stream(values).map(row -> Arrays.stream(row).boxed().toList()).toList();
    }
}
