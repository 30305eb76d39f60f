package dev.baltoro.model.checkpoint;

import dev.baltoro.io.Reason;
import dev.baltoro.io.StagedFolder;
import dev.baltoro.model.ConfigJson;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.ParameterShapes;
import dev.baltoro.model.WeightSource;
import dev.baltoro.model.WeightSpec;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.safetensors.SafetensorsException;
import dev.baltoro.tensor.safetensors.SafetensorsFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A model's folder in Hugging Face's form: `config.json`, and weights as safetensors.
///
/// Opening it reads and checks the headers; a weight's bytes are read when it is asked for. Weights
/// may have other names, and share tensors with others, as [StoredNames] says. [HuggingFaceExport]
/// writes such folders.
public final class HuggingFaceFolder implements WeightSource {
    private final K2Config config;
    private final List<WeightSpec> weights;
    private final Map<String, WeightSpec> byName = new HashMap<>();
    private final Map<String, StoredWeight> places;
    private final SafetensorsFolder stored;

    private HuggingFaceFolder(
            K2Config config,
            List<WeightSpec> weights,
            Map<String, StoredWeight> places,
            SafetensorsFolder stored) {
        this.config = config;
        this.weights = weights;
        this.places = places;
        this.stored = stored;
        weights.forEach(weight -> byName.put(weight.name(), weight));
    }

    /// Opens a folder and checks that it holds the model of its own `config.json`.
    ///
    /// @param note receives a line for each thing that is left aside
    /// @throws dev.baltoro.model.ConfigException if Baltoro cannot build the configuration
    /// @throws dev.baltoro.tensor.safetensors.SafetensorsException if a file is absent or damaged
    /// @throws CheckpointException if weights are missing, surplus or misshaped; all are listed
    public static HuggingFaceFolder open(Path folder, Consumer<String> note) {
        settle(folder);
        FolderKind.check(folder);
        return open(folder, ConfigJson.read(folder, note), note);
    }

    /// Opens a folder and checks that it holds a model of the given shape.
    ///
    /// @param note receives a line for each thing that is left aside
    /// @throws dev.baltoro.tensor.safetensors.SafetensorsException if a file is absent or damaged
    /// @throws CheckpointException if weights are missing, surplus or misshaped; all are listed
    public static HuggingFaceFolder open(Path folder, K2Config config, Consumer<String> note) {
        FolderKind.check(folder);
        List<WeightSpec> weights = ParameterShapes.of(config);
        SafetensorsFolder stored = stored(folder);
        Map<String, StoredWeight> places =
                Completeness.check(folder, stored, config, weights, note);
        return new HuggingFaceFolder(config, weights, places, stored);
    }

    /// A folder whose replacement was killed between its two renames has no name until it is
    /// settled.
    private static void settle(Path folder) {
        try {
            StagedFolder.settle(folder);
        } catch (IOException e) {
            throw new CheckpointException("cannot open %s: %s".formatted(folder, Reason.of(e)), e);
        }
    }

    /// A format of narrow weights may have element types that no file of ours has.
    private static SafetensorsFolder stored(Path folder) {
        try {
            return SafetensorsFolder.open(folder);
        } catch (SafetensorsException unreadable) {
            String format = Quantization.explain(folder, Set.of()).orElseThrow(() -> unreadable);
            throw new CheckpointException(
                    "%s: %s. (%s)".formatted(folder, format, unreadable.getMessage()), unreadable);
        }
    }

    /// {@return the model's shape}
    public K2Config config() {
        return config;
    }

    /// {@return names and shapes of the weights, in the order of the forward pass}
    public List<WeightSpec> weights() {
        return weights;
    }

    /// {@return what a weight is stored as}
    public DType storedAs(String name) {
        return stored.stored(place(name).tensor()).dtype();
    }

    private StoredWeight place(String name) {
        @Nullable StoredWeight place = places.get(name);
        if (place == null) {
            throw new IllegalArgumentException(name + " is not a weight of this model");
        }
        return place;
    }

    /// {@return a weight as numbers of `dtype`}
    ///
    /// If it is stored as that, the tensor may lie over the mapped file: it must not be written to,
    /// so copy it to train it. Block-wise 8-bit floats are multiplied with their scales.
    ///
    /// @param name one of [#weights]
    public Tensor weight(String name, DType dtype) {
        StoredWeight place = place(name);
        WeightSpec weight = Objects.requireNonNull(byName.get(name), name);
        return Scope.tidy(() -> place.read(stored, weight, dtype));
    }

    /// Hands over a weight as it lies in the mapped file where it is F32 or BF16, else in F32; then
    /// gives back the memory that reading it took.
    @Override
    public void read(WeightSpec weight, Consumer<Tensor> reader) {
        String name = weight.name();
        DType storedAs = storedAs(name);
        try (Scope scope = Scope.open()) {
            reader.accept(weight(name, storedAs == DType.BF16 ? DType.BF16 : DType.F32));
        }
        stored.unload(place(name).tensor());
    }

    /// {@return all weights by name, in the order of the forward pass; see [#weight]}
    public Map<String, Tensor> all(DType dtype) {
        Map<String, Tensor> all = new LinkedHashMap<>();
        weights.forEach(spec -> all.put(spec.name(), weight(spec.name(), dtype)));
        return all;
    }
}
