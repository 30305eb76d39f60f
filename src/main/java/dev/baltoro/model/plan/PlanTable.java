package dev.baltoro.model.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/// A plan as rows of a table, beside another model's plan and, for Kimi K2, its report's figures.
///
/// @param header the columns' names, the first is empty
/// @param rows a label, then a cell for each further column; a section's heading has no cells
/// @param notes what the figures need to be understood
public record PlanTable(List<String> header, List<List<String>> rows, List<String> notes) {
    /// The published model every plan is shown beside.
    public static final String BESIDE = "deepseek-v3";

    private static final String REPORTED = "kimi-k2";

    /// Holds the lists as they are now.
    public PlanTable {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /// {@return the table of `plan` beside `other`}
    public static PlanTable of(ModelPlan plan, ModelPlan other, StoredPrecision precision) {
        boolean reported = plan.name().equals(REPORTED);
        List<ModelPlan> plans =
                plan.name().equals(other.name()) ? List.of(plan) : List.of(plan, other);
        Rows rows = new Rows(plans, reported);
        parameters(rows);
        costs(rows, plan.flops().sequenceLength(), precision);
        memory(rows, precision);
        List<String> header =
                Stream.concat(
                                Stream.of(""),
                                Stream.concat(
                                        plans.stream().map(ModelPlan::name),
                                        reported ? Stream.of("K2's report") : Stream.empty()))
                        .toList();
        return new PlanTable(header, rows.rows, notes(plan, precision));
    }

    private static void parameters(Rows rows) {
        rows.heading("Shape");
        rows.add(
                "layers (dense / mixture)",
                plan -> {
                    int dense = plan.config().firstKDenseReplace();
                    return "%d / %d".formatted(dense, plan.config().numHiddenLayers() - dense);
                },
                "1 / 60");
        rows.add(
                "experts: routed, selected, shared",
                plan ->
                        "%d, %d, %d"
                                .formatted(
                                        plan.config().nRoutedExperts(),
                                        plan.config().numExpertsPerTok(),
                                        plan.config().nSharedExperts()),
                "384, 8, 1");
        rows.add("sparsity", plan -> oneDecimal(plan.sparsity()), "48");
        rows.add("attention heads", plan -> "" + plan.config().numAttentionHeads(), "64");
        rows.heading("Parameters");
        rows.add("total", plan -> exact(plan.parameters().all()), "1.04T; table 4: 1043B");
        rows.add(
                "  if every layer were a mixture",
                plan -> exact(plan.parametersIfAllMixture()),
                "1043B");
        for (Component component : Component.values()) {
            rows.add("  " + component.words(), plan -> exact(plan.parameters().of(component)), "");
        }
        rows.add(
                "activated, embedding and head",
                plan -> exact(plan.parameters().activatedWithBoth()),
                "32.6B");
        rows.add("activated, head only", plan -> exact(plan.parameters().activatedWithHead()), "");
        rows.add("activated, neither", plan -> exact(plan.parameters().activatedWithNeither()), "");
    }

    private static void costs(Rows rows, int sequenceLength, StoredPrecision precision) {
        rows.heading("Operations a token, sequence of %,d".formatted(sequenceLength));
        rows.add("forward (prompt)", plan -> flops(plan.flops().forward()), "");
        rows.add("training (forward and backward)", plan -> flops(plan.flops().training()), "");
        rows.add("generation (last token)", plan -> flops(plan.flops().decode()), "");
        rows.heading("Inference, " + words(precision));
        rows.add("weights", plan -> Bytes.decimal(plan.weightBytes()), "");
        rows.add("latent cache a token", plan -> "%,d B".formatted(plan.cacheBytesPerToken()), "");
        rows.add(
                "  cache of all heads' keys and values",
                plan -> "%,d B".formatted(plan.cacheBytesPerTokenOfHeads()),
                "");
        rows.add(
                "latent cache at the longest context",
                plan ->
                        "%s at %,d"
                                .formatted(
                                        Bytes.decimal(
                                                plan.cacheBytesPerToken()
                                                        * plan.config().maxPositionEmbeddings()),
                                        plan.config().maxPositionEmbeddings()),
                "");
    }

    private static void memory(Rows rows, StoredPrecision precision) {
        rows.heading("Training memory a GPU, weights in " + words(precision));
        rows.add(
                "parallelism",
                plan -> {
                    Parallelism spread = plan.parallelism();
                    return "PP%d x EP%d x %d copies, ZeRO-1"
                            .formatted(spread.pipeline(), spread.expert(), spread.copies());
                },
                "PP16 x EP16, ZeRO-1");
        rows.add("GPUs", plan -> "%,d".formatted(plan.parallelism().gpus()), "multiple of 256");
        rows.add(
                "weights + fp32 gradients, even share",
                plan -> Bytes.decimal(plan.memory().even()),
                "6 TB / 256 = 24 GB");
        rows.add(
                "  non-expert weights on every expert rank",
                plan -> Bytes.decimal(plan.memory().replicated()),
                "");
        rows.add(
                "optimizer (fp32 master, Muon / AdamW)",
                plan -> Bytes.decimal(plan.memory().optimizer()),
                "");
        rows.add(
                "all states, without activations",
                plan -> Bytes.decimal(plan.memory().all()),
                "about 30 GB, many nodes");
    }

    private static List<String> notes(ModelPlan plan, StoredPrecision precision) {
        List<String> notes = new ArrayList<>();
        if (plan.name().equals(REPORTED)) {
            notes.add(
                    "The configuration gives "
                            + trillions(plan.parameters().all())
                            + ": its first layer is dense. The report's 1043B is what the same sizes give if all 61"
                            + " layers are mixtures ("
                            + trillions(plan.parametersIfAllMixture())
                            + "), so the report seems to have counted that; memory follows the configuration.");
        }
        notes.add(
                "Operations: 2 a multiply-add; forward = 2N + 2LH(d_qk + d_v)(S + 1)/2, training = 3 x forward,"
                        + " generation = 2N + 2LH(2 kv_lora_rank + qk_rope_head_dim)S.");
        if (precision == StoredPrecision.FP8) {
            notes.add(
                    "fp8 is blocks of 128 x 128 with an fp32 scale; embedding, head, router and gains stay bf16.");
        }
        return notes;
    }

    private static String exact(long count) {
        return "%,d %8s".formatted(count, "(" + shortened(count) + ")");
    }

    private static String shortened(long count) {
        if (count >= 1_000_000_000_000L) {
            return trillions(count);
        }
        if (count >= 1_000_000_000L) {
            return String.format(Locale.ROOT, "%.2fB", count / 1e9);
        }
        return String.format(Locale.ROOT, "%.2fM", count / 1e6);
    }

    private static String trillions(long count) {
        return String.format(Locale.ROOT, "%.3fT", count / 1e12);
    }

    private static String flops(long count) {
        return count >= 1_000_000_000L
                ? String.format(Locale.ROOT, "%.2f GFLOP", count / 1e9)
                : String.format(Locale.ROOT, "%.2f MFLOP", count / 1e6);
    }

    private static String oneDecimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String words(StoredPrecision precision) {
        return precision.name().toLowerCase(Locale.ROOT);
    }

    /// Rows in the making.
    private static final class Rows {
        private final List<ModelPlan> plans;
        private final boolean reported;
        private final List<List<String>> rows = new ArrayList<>();

        Rows(List<ModelPlan> plans, boolean reported) {
            this.plans = plans;
            this.reported = reported;
        }

        void heading(String words) {
            rows.add(List.of(words));
        }

        void add(String label, Function<ModelPlan, String> cell, String report) {
            List<String> row = new ArrayList<>();
            row.add(label);
            plans.stream().map(cell).forEach(row::add);
            if (reported) {
                row.add(report);
            }
            rows.add(row);
        }
    }
}
