package dev.baltoro.model.checkpoint;

import dev.baltoro.io.Durable;
import dev.baltoro.io.Reason;
import dev.baltoro.model.ConfigJson;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.ParameterShapes;
import dev.baltoro.model.WeightSpec;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.safetensors.Content;
import dev.baltoro.tensor.safetensors.SafetensorsFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes a model as a Hugging Face folder: weights, `config.json`, `generation_config.json`.
///
/// The tokenizer's files are the caller's to add.
public final class HuggingFaceExport {
    /// Temperature that Kimi K2's authors recommend.
    private static final double TEMPERATURE = 0.6;

    /// A model's files besides its weights.
    private static final Set<String> MODEL_FILES =
            Set.of(
                    ConfigJson.FILE_NAME,
                    "generation_config.json",
                    "tokenizer_config.json",
                    "tokenizer.json",
                    "tiktoken.model",
                    "chat_template.jinja");

    private static final JsonMapper JSON = new JsonMapper();

    private HuggingFaceExport() {}

    /// Writes the folder; files of an earlier model in it are replaced.
    ///
    /// The router's selection biases stay 32-bit whatever the dtype is: they move by 0.001 a step,
    /// which bfloat16 would lose.
    ///
    /// @param folder where; made if absent
    /// @param weights a tensor for each name of [ParameterShapes], in its shape and on any device
    /// @param dtype [DType#BF16] or [DType#F32]
    /// @param maxShardBytes the most bytes of a file, see [SafetensorsFolder#DEFAULT_SHARD_BYTES]
    /// @throws CheckpointException if weights are missing, surplus or misshaped, or the folder
    ///   cannot be written
    public static void write(
            Path folder,
            K2Config config,
            Map<String, Tensor> weights,
            DType dtype,
            long maxShardBytes) {
        if (dtype != DType.BF16 && dtype != DType.F32) {
            throw new CheckpointException("models are written as BF16 or F32, not " + dtype);
        }
        List<Content> contents = contents(config, weights, dtype);
        SafetensorsFolder.write(folder, contents, maxShardBytes);
        String dtypeName = dtype == DType.BF16 ? "bfloat16" : "float32";
        text(folder.resolve(ConfigJson.FILE_NAME), ConfigJson.write(config, dtypeName));
        text(folder.resolve("generation_config.json"), generation(config));
    }

    /// Whether a file of a model's folder is not part of a model, such as notes that somebody put
    /// there: a new model in its place keeps it.
    public static boolean isOthers(String name) {
        return !name.endsWith(".safetensors")
                && !name.equals(SafetensorsFolder.INDEX_FILE)
                && !MODEL_FILES.contains(name);
    }

    private static List<Content> contents(
            K2Config config, Map<String, Tensor> weights, DType dtype) {
        List<Content> contents = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (WeightSpec spec : ParameterShapes.of(config)) {
            @Nullable Tensor tensor = weights.get(spec.name());
            if (tensor == null) {
                wrong.add(spec.name() + " is missing");
                continue;
            }
            List<Long> shape = Arrays.stream(tensor.shape()).boxed().toList();
            if (!shape.equals(spec.shape())) {
                wrong.add("%s is %s instead of %s".formatted(spec.name(), shape, spec.shape()));
            }
            DType written = spec.name().endsWith(".e_score_correction_bias") ? DType.F32 : dtype;
            contents.add(new Content(spec.name(), tensor, written));
        }
        if (wrong.isEmpty() && weights.size() > contents.size()) {
            wrong.add("%d tensors are surplus".formatted(weights.size() - contents.size()));
        }
        if (!wrong.isEmpty()) {
            throw new CheckpointException(
                    "%d weights do not fit the model: %s"
                            .formatted(
                                    wrong.size(),
                                    String.join(
                                            ", ",
                                            wrong.subList(
                                                    0,
                                                    Math.min(
                                                            Completeness.MAX_NAMED,
                                                            wrong.size())))));
        }
        return contents;
    }

    private static String generation(K2Config config) {
        ObjectNode node = JSON.createObjectNode();
        config.bosTokenId().ifPresent(id -> node.put("bos_token_id", id));
        config.eosTokenId().ifPresent(id -> node.put("eos_token_id", id));
        node.put("do_sample", true);
        node.put("temperature", TEMPERATURE);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
    }

    private static void text(Path path, String text) {
        try {
            Durable.replace(path, text);
        } catch (IOException failed) {
            throw new CheckpointException(
                    "cannot write %s: %s".formatted(path, Reason.of(failed)), failed);
        }
    }
}
