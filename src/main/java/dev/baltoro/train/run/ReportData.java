package dev.baltoro.train.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/// The numbers that the report's script draws, as a tree of maps and lists.
final class ReportData {
    /// Rows of the heat map of heads; beyond them a layer is one row, its largest head's.
    private static final int HEAT_ROWS_MAX = 256;

    /// Digits do not show in a plot beyond these.
    private static final double SIGNIFICANT = 1e6;

    private ReportData() {}

    static Map<String, Object> of(RunPlan plan, RunHistory history) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("totalSteps", plan.steps());
        plan.logitCap().ifPresent(tau -> data.put("tau", tau));
        data.put("steps", steps(history));
        data.put("heldOut", heldOut(history.heldOut()));
        data.put("heads", heads(history.heads()));
        history.loads().ifPresent(loads -> data.put("loads", loads(loads)));
        return data;
    }

    private static Map<String, Object> steps(RunHistory history) {
        StepSampling sampling = StepSampling.of(history.steps());
        List<Metric.Step> shown = sampling.steps();
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("step", shown.stream().map(Metric.Step::step).toList());
        columns.put("loss", column(shown, Metric.Step::loss));
        columns.put("smoothed", column(sampling.smoothedLoss(), value -> value));
        columns.put("rate", column(shown, Metric.Step::learningRate));
        columns.put("logit", column(sampling.maxLogit(), value -> value));
        columns.put("clipped", sampling.clippedHeads());
        columns.put("imbalance", column(shown, Metric.Step::expertImbalance));
        columns.put("speed", column(shown, Metric.Step::tokensPerSecond));
        columns.put("gradient", column(shown, Metric.Step::gradientNorm));
        return columns;
    }

    private static Map<String, Object> heldOut(List<Metric.HeldOut> evaluations) {
        TreeSet<String> domains = new TreeSet<>();
        Map<String, Object> entropy = new LinkedHashMap<>();
        for (Metric.HeldOut evaluation : evaluations) {
            domains.addAll(evaluation.lossByDomain().keySet());
            evaluation.unigramEntropyByDomain().forEach((k, v) -> entropy.put(k, finite(v)));
        }
        Map<String, Object> loss = new LinkedHashMap<>();
        for (String domain : domains) {
            loss.put(
                    domain,
                    column(evaluations, e -> e.lossByDomain().getOrDefault(domain, Double.NaN)));
        }
        return Map.of(
                "step", evaluations.stream().map(Metric.HeldOut::step).toList(),
                "loss", loss,
                "entropy", entropy);
    }

    private static Map<String, Object> heads(List<Metric.Heads> all) {
        int stride = Math.max(1, (all.size() + RunHistory.HEADS_MAX - 1) / RunHistory.HEADS_MAX);
        List<Metric.Heads> shown = new ArrayList<>();
        for (int i = (all.size() - 1) % stride; i < all.size(); i += stride) {
            shown.add(all.get(i));
        }
        List<Object> columns = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        for (Metric.Heads heads : shown) {
            int total = heads.maxLogit().stream().mapToInt(List::size).sum();
            rows.clear();
            List<Object> column = new ArrayList<>();
            for (int layer = 0; layer < heads.maxLogit().size(); layer++) {
                List<Double> values = heads.maxLogit().get(layer);
                if (total > HEAT_ROWS_MAX) {
                    rows.add("layer " + layer);
                    column.add(finite(values.stream().reduce(Double::max).orElse(Double.NaN)));
                    continue;
                }
                for (int head = 0; head < values.size(); head++) {
                    rows.add("layer " + layer + ", head " + head);
                    column.add(finite(values.get(head)));
                }
            }
            columns.add(column);
        }
        return Map.of(
                "step", shown.stream().map(Metric.Heads::step).toList(),
                "rows", rows,
                "columns", columns);
    }

    private static Map<String, Object> loads(Metric.Loads loads) {
        return Map.of(
                "step", loads.step(),
                "layers", loads.layers(),
                "share", loads.share().stream().map(row -> column(row, value -> value)).toList());
    }

    private static <T> List<Object> column(List<T> from, ToDoubleFunction<T> value) {
        return from.stream().map(element -> finite(value.applyAsDouble(element))).toList();
    }

    /// {@return the number as JSON can say it, with the digits a plot needs; a text for what is not
    /// finite, which the script shows as a gap}
    private static Object finite(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        if (value == 0) {
            return 0;
        }
        double scale = SIGNIFICANT / Math.pow(10, Math.floor(Math.log10(Math.abs(value))));
        return Double.isFinite(scale) ? Math.rint(value * scale) / scale : value;
    }
}
