package dev.baltoro.model.checkpoint;

import dev.baltoro.model.K2Config;
import dev.baltoro.model.WeightSpec;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.safetensors.SafetensorsFolder;
import dev.baltoro.tensor.safetensors.StoredTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// The check that stored tensors are a model's weights, all of them and nothing else.
///
/// Every difference is found before anything is said, so that one error lists them all. The list is
/// preceded by what explains it, where something does: narrow weights, or values of the
/// configuration that the weights contradict.
final class Completeness {
    /// The most tensors of one kind that the error names; the counts are always full.
    static final int MAX_NAMED = 10;

    private static final int CONTRADICTIONS_MAX = 5;

    private final SafetensorsFolder stored;
    private final StoredNames names;
    private final Set<String> missing = new LinkedHashSet<>();
    private final Set<String> misshaped = new LinkedHashSet<>();
    private final Set<String> expected = new HashSet<>();
    private final Map<String, StoredWeight> places = new LinkedHashMap<>();

    private Completeness(SafetensorsFolder stored, StoredNames names) {
        this.stored = stored;
        this.names = names;
    }

    /// Checks that `stored` has the weights.
    ///
    /// @param note receives a line about tensors that are left aside
    /// @return where each weight lies, by its name
    /// @throws CheckpointException if a tensor is missing, surplus or misshaped
    static Map<String, StoredWeight> check(
            Path folder,
            SafetensorsFolder stored,
            K2Config config,
            List<WeightSpec> weights,
            Consumer<String> note) {
        StoredNames names = new StoredNames(stored, config);
        LeftAside aside = new LeftAside(config, names, stored.names());
        Completeness check = new Completeness(stored, names);
        weights.forEach(check::weight);
        List<String> surplus =
                stored.names().stream()
                        .filter(name -> !check.expected.contains(name))
                        .filter(name -> !aside.takes(name))
                        .toList();
        if (!check.missing.isEmpty() || !surplus.isEmpty() || !check.misshaped.isEmpty()) {
            String differences =
                    "%s; %s; %s"
                            .formatted(
                                    listed("missing", check.missing),
                                    listed("surplus", surplus),
                                    listed("misshaped", check.misshaped));
            throw new CheckpointException(
                    "%s%s: %s".formatted(folder, check.why(folder, aside, config), differences));
        }
        aside.say(note);
        return check.places;
    }

    /// What explains the differences, as far as anything does.
    private String why(Path folder, LeftAside aside, K2Config config) {
        return Quantization.explain(folder, stored.names())
                .map(reason -> ": " + reason + ". In full")
                .orElseGet(() -> {
                    List<String> contradictions =
                            ConfigContradictions.of(names, stored.names(), aside, config);
                    return contradictions.isEmpty()
                            ? " is not this model"
                            : " does not fit its configuration: "
                                    + joined(contradictions, CONTRADICTIONS_MAX, "; ")
                                    + ". Correct config.json, or take the one that came with the weights. In full";
                });
    }

    private void weight(WeightSpec weight) {
        StoredWeight place = names.place(weight);
        places.put(weight.name(), place);
        String name = place.tensor();
        if (!expected.add(name)) {
            return; // seen with another weight in it
        }
        if (!stored.names().contains(name)) {
            missing.add(name);
            return;
        }
        StoredTensor tensor = stored.stored(name);
        shape(tensor, place.shape());
        if (tensor.dtype() == DType.F8_E4M3 && weight.isMatrix()) {
            scales(place);
        } else if (!isWeight(tensor.dtype())) {
            misshaped.add("%s is %s".formatted(name, tensor.dtype()));
        }
    }

    private void scales(StoredWeight place) {
        String name = place.tensor() + BlockFloat8.SCALE_SUFFIX;
        expected.add(name);
        if (!stored.names().contains(name)) {
            missing.add(name);
            return;
        }
        StoredTensor scales = stored.stored(name);
        List<Long> blocks = new ArrayList<>(place.shape());
        for (int axis = blocks.size() - 2; axis < blocks.size(); axis++) {
            blocks.set(axis, BlockFloat8.blockCount(blocks.get(axis)));
        }
        shape(scales, blocks);
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

    private static String listed(String kind, Collection<String> names) {
        return names.isEmpty()
                ? "0 " + kind
                : "%d %s (%s)"
                        .formatted(names.size(), kind, joined(List.copyOf(names), MAX_NAMED, ", "));
    }

    private static String joined(List<String> parts, int most, String separator) {
        String some = String.join(separator, parts.subList(0, Math.min(most, parts.size())));
        return parts.size() > most ? some + separator + "..." : some;
    }
}
