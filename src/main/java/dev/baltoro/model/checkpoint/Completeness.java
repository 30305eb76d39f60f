package dev.baltoro.model.checkpoint;

import dev.baltoro.model.K2Config;
import dev.baltoro.model.WeightSpec;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.safetensors.SafetensorsFolder;
import dev.baltoro.tensor.safetensors.StoredTensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The check that stored tensors are a model's weights, all of them and nothing else.
///
/// Every difference is found before anything is said, so that one error lists them all.
final class Completeness {
    /// The most tensors of one kind that the error names; the counts are always full.
    static final int MAX_NAMED = 10;

    private static final Pattern LAYER = Pattern.compile("model\\.layers\\.(\\d{1,6})\\..*");

    private final SafetensorsFolder stored;
    private final List<String> missing = new ArrayList<>();
    private final List<String> misshaped = new ArrayList<>();
    private final Set<String> expected = new LinkedHashSet<>();

    private Completeness(SafetensorsFolder stored) {
        this.stored = stored;
    }

    /// Checks that `stored` has the weights.
    ///
    /// @param source what the message calls the folder
    /// @param note receives a line about tensors that are left aside
    /// @throws CheckpointException if a tensor is missing, surplus or misshaped
    static void check(
            String source,
            SafetensorsFolder stored,
            K2Config config,
            List<WeightSpec> weights,
            Consumer<String> note) {
        Completeness check = new Completeness(stored);
        weights.forEach(check::weight);
        List<String> surplus = new ArrayList<>();
        int ignored = 0;
        for (String name : stored.names()) {
            if (check.expected.contains(name)) {
                continue;
            }
            if (isBeyondTheModel(name, config)) {
                ignored++;
            } else {
                surplus.add(name);
            }
        }
        if (!check.missing.isEmpty() || !surplus.isEmpty() || !check.misshaped.isEmpty()) {
            throw new CheckpointException(
                    "%s is not this model: %s; %s; %s"
                            .formatted(
                                    source,
                                    listed("missing", check.missing),
                                    listed("surplus", surplus),
                                    listed("misshaped", check.misshaped)));
        }
        if (ignored > 0) {
            note.accept(
                    "%d tensors are left aside: multi-token prediction layers and rotary tables"
                            .formatted(ignored));
        }
    }

    private void weight(WeightSpec weight) {
        expected.add(weight.name());
        if (!stored.names().contains(weight.name())) {
            missing.add(weight.name());
            return;
        }
        StoredTensor tensor = stored.stored(weight.name());
        shape(tensor, weight.shape());
        if (tensor.dtype() == DType.F8_E4M3 && weight.isMatrix()) {
            scales(weight);
        } else if (!isWeight(tensor.dtype())) {
            misshaped.add("%s is %s".formatted(weight.name(), tensor.dtype()));
        }
    }

    private void scales(WeightSpec weight) {
        String name = weight.name() + BlockFloat8.SCALE_SUFFIX;
        expected.add(name);
        if (!stored.names().contains(name)) {
            missing.add(name);
            return;
        }
        StoredTensor scales = stored.stored(name);
        shape(scales, weight.shape().stream().map(BlockFloat8::blockCount).toList());
        if (!isWeight(scales.dtype())) {
            misshaped.add("%s is %s".formatted(name, scales.dtype()));
        }
    }

    private void shape(StoredTensor tensor, List<Long> wanted) {
        if (!tensor.shape().equals(wanted)) {
            misshaped.add("%s %s instead of %s".formatted(tensor.name(), tensor.shape(), wanted));
        }
    }

    private static boolean isWeight(DType dtype) {
        return switch (dtype) {
            case F32, BF16, F16, F64 -> true;
            case F8_E4M3, I64, I32, U8, BOOL -> false;
        };
    }

    /// Whether published files have the tensor although the model does not: layers after the last
    /// one predict further tokens, and rotary tables follow from the configuration.
    private static boolean isBeyondTheModel(String name, K2Config config) {
        if (name.endsWith(".rotary_emb.inv_freq")) {
            return true;
        }
        Matcher layer = LAYER.matcher(name);
        return layer.matches() && Integer.parseInt(layer.group(1)) >= config.numHiddenLayers();
    }

    private static String listed(String kind, List<String> names) {
        if (names.isEmpty()) {
            return "0 " + kind;
        }
        String rest = names.size() > MAX_NAMED ? ", ..." : "";
        return "%d %s (%s%s)"
                .formatted(
                        names.size(),
                        kind,
                        String.join(", ", names.subList(0, Math.min(MAX_NAMED, names.size()))),
                        rest);
    }
}
