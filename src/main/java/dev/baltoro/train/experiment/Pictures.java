package dev.baltoro.train.experiment;

import dev.baltoro.train.recipe.Experiment;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.run.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/// The pictures of an experiment: losses, attention logits and clipped heads over the steps, and
/// the final losses beside each other.
final class Pictures {
    private final Map<String, List<RunRecord>> byVariant = new LinkedHashMap<>();
    private final Experiment experiment;

    /// @param records finished runs, at least one
    Pictures(Experiment experiment, List<RunRecord> records) {
        this.experiment = experiment;
        for (RunRecord record : records) {
            byVariant.computeIfAbsent(record.run().variant(), _ -> new ArrayList<>()).add(record);
        }
    }

    /// Draws all pictures that have something to show into `folder` and returns their names.
    List<String> draw(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        names.add("training-loss.png");
        new LineChart("training loss, smoothed", "nats a token", OptionalDouble.empty())
                .write(curves(Curve::smoothedLoss), folder.resolve(names.getLast()));
        names.add("held-out-loss.png");
        new LineChart("held-out loss", "nats a token", OptionalDouble.empty())
                .write(curves(Curve::heldOut), folder.resolve(names.getLast()));
        names.add("final-loss.png");
        DotChart.write(
                "held-out loss after the last step",
                finalLosses(),
                folder.resolve(names.getLast()));
        names.add("largest-logit.png");
        new LineChart("largest attention logit", "largest q·k / √d of any head", tau())
                .write(
                        curves(record -> Curve.ofSteps(record, Metric.Step::maxLogit)),
                        folder.resolve(names.getLast()));
        if (byVariant.values().stream().flatMap(List::stream).anyMatch(Pictures::clips)) {
            names.add("clipped-heads.png");
            new LineChart("heads that QK-Clip scaled back", "heads", OptionalDouble.empty())
                    .write(
                            curves(record -> Curve.ofSteps(record, Metric.Step::clippedHeads)),
                            folder.resolve(names.getLast()));
        }
        return names;
    }

    private static boolean clips(RunRecord record) {
        return record.steps().stream().anyMatch(step -> step.clippedHeads() > 0);
    }

    private Map<String, List<Curve>> curves(Function<RunRecord, Curve> curve) {
        Map<String, List<Curve>> curves = new LinkedHashMap<>();
        byVariant.forEach(
                (variant, records) -> curves.put(variant, records.stream().map(curve).toList()));
        return curves;
    }

    private Map<String, List<Double>> finalLosses() {
        Map<String, List<Double>> losses = new LinkedHashMap<>();
        byVariant.forEach((variant, records) ->
                losses.put(variant, records.stream().map(RunRecord::finalLoss).toList()));
        return losses;
    }

    /// The cap, where some variant has one and all that do have the same.
    private OptionalDouble tau() {
        double[] all =
                experiment.variants().values().stream()
                        .map(Recipe::optimizer)
                        .filter(optimizer -> optimizer.qkClip().enabled())
                        .mapToDouble(optimizer -> optimizer.qkClip().tau())
                        .distinct()
                        .toArray();
        return all.length == 1 ? OptionalDouble.of(all[0]) : OptionalDouble.empty();
    }
}
