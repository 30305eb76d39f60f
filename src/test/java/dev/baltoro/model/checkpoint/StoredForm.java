package dev.baltoro.model.checkpoint;

import dev.baltoro.model.ConfigJson;
import dev.baltoro.model.WeightSpec;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.safetensors.Content;
import dev.baltoro.tensor.safetensors.SafetensorsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What matrices are stored as in a folder: fp32, bfloat16, or 8-bit floats with scales of blocks.
enum StoredForm {
    F32,
    BF16,
    F8_BLOCKS;

    /// Writes `model` into `folder` with its matrices in this form; scales are random, of seed 5.
    HuggingFaceFolder write(HuggingFaceFolder model, Path folder) throws IOException {
        try (Scope scope = Scope.open()) {
            List<Content> contents = new ArrayList<>();
            for (WeightSpec spec : model.weights()) {
                Tensor exact = model.weight(spec.name(), DType.F32);
                if (!spec.isMatrix() || this == F32) {
                    contents.add(Content.of(spec.name(), exact));
                } else if (this == BF16) {
                    contents.add(Content.of(spec.name(), exact.to(DType.BF16)));
                } else {
                    Tensor scales =
                            Tensor.randn(
                                    new Seed(5).derive(spec.name()),
                                    DType.F32,
                                    Device.CPU,
                                    BlockFloat8.blockCount(exact.size(0)),
                                    BlockFloat8.blockCount(exact.size(1)));
                    contents.add(Content.of(spec.name(), exact.mul(50).to(DType.F8_E4M3)));
                    contents.add(
                            Content.of(spec.name() + BlockFloat8.SCALE_SUFFIX, scales.mul(0.02)));
                }
            }
            SafetensorsFolder.write(folder, contents, Long.MAX_VALUE);
        }
        Files.writeString(folder.resolve("config.json"), ConfigJson.write(model.config()));
        return HuggingFaceFolder.open(folder, note -> {});
    }
}
