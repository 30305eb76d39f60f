package dev.baltoro.train.step;

import dev.baltoro.model.checkpoint.CheckpointException;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.safetensors.SafetensorsFile;
import dev.baltoro.train.recipe.OptimizerSettings.Kind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// The check that a checkpoint's optimizer state is the one that the settings ask for.
final class OptimizerFile {
    private static final String MUON = ".momentum_buffer";

    private OptimizerFile() {}

    /// @throws CheckpointException naming both optimizers, or what is missing, surplus or misshaped
    static void require(Path folder, SafetensorsFile file, Kind kind, Map<String, Tensor> wanted) {
        Set<String> stored = file.tensors().keySet();
        Kind storedKind =
                stored.stream().anyMatch(name -> name.endsWith(MUON)) ? Kind.MUON_CLIP : Kind.ADAMW;
        if (storedKind != kind) {
            throw new CheckpointException(
                    "%s was trained with optimizer.kind %s, now it is %s, whose state is another; set it back, or start a new run with model.from: %s"
                            .formatted(folder, word(storedKind), word(kind), folder));
        }
        Set<String> missing = new TreeSet<>(wanted.keySet());
        missing.removeAll(stored);
        Set<String> surplus = new TreeSet<>(stored);
        surplus.removeAll(wanted.keySet());
        if (!missing.isEmpty() || !surplus.isEmpty()) {
            throw new CheckpointException(
                    "%s does not fit the optimizer: %d tensors are missing and %d surplus (%s); start a new run with model.from: %s"
                            .formatted(
                                    folder,
                                    missing.size(),
                                    surplus.size(),
                                    (missing.isEmpty() ? surplus : missing).iterator().next(),
                                    folder));
        }
        wanted.forEach((name, tensor) -> {
            List<Long> shape = Arrays.stream(tensor.shape()).boxed().toList();
            List<Long> found = Objects.requireNonNull(file.tensors().get(name), name).shape();
            if (!found.equals(shape)) {
                throw new CheckpointException(
                        "%s: %s is %s instead of %s".formatted(folder, name, found, shape));
            }
        });
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
