package dev.baltoro.model.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The formats of narrow weights that folders of the family use, by the names their makers give
/// them.
///
/// One is read: 8-bit floats with a scale for each block of 128 × 128. A folder whose weights are
/// plain is read whatever its configuration says.
final class Quantization {
    private static final String ADVICE =
            "; Baltoro reads bf16, fp16, fp32 and fp8 with scales of 128 × 128 blocks: take such a folder of this model, or convert this one to bf16";

    private static final long CONFIG_BYTES_MAX = 16L << 20;

    /// What the name of a weight's companion ends with, and whose format that is.
    private static final Map<String, String> MARKS =
            Map.ofEntries(
                    Map.entry("weight_packed", "compressed-tensors (integers packed by 8)"),
                    Map.entry(".qweight", "gptq or awq"),
                    Map.entry("_blocks", "mxfp4"),
                    Map.entry(".weight_scale_2", "nvfp4 (modelopt)"),
                    Map.entry(".weight_global_scale", "nvfp4 (compressed-tensors)"),
                    Map.entry(".absmax", "bitsandbytes 4-bit"),
                    Map.entry(".SCB", "bitsandbytes 8-bit"),
                    Map.entry(".scales", "mlx"),
                    Map.entry(".weight_scale", "fp8 with a scale for each tensor or channel"));

    private Quantization() {}

    /// {@return a sentence that names the format of a folder's weights and says what to do; empty
    /// if nothing says that they are narrow}
    static Optional<String> explain(Path folder, Set<String> stored) {
        return configured(folder)
                .or(() -> marked(stored))
                .map(format -> "its weights are quantised, " + format + ADVICE);
    }

    private static Optional<String> marked(Set<String> stored) {
        return MARKS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(mark -> stored.stream().anyMatch(name -> name.endsWith(mark.getKey())))
                .map(mark -> "as %s writes them (%s)".formatted(mark.getValue(), mark.getKey()))
                .findFirst();
    }

    private static Optional<String> configured(Path folder) {
        JsonNode config = json(folder.resolve("config.json"));
        for (JsonNode level : List.of(config, config.path("text_config"))) {
            JsonNode said = level.path("quantization_config");
            if (said.isObject()) {
                return isRead(said)
                        ? Optional.empty()
                        : Optional.of("quantization_config of config.json says " + words(said));
            }
            if (level.path("quantization").isObject()) {
                return Optional.of(
                        "config.json says quantization %s, as mlx writes it"
                                .formatted(level.path("quantization").path("bits")));
            }
        }
        JsonNode modelopt = json(folder.resolve("hf_quant_config.json")).path("quantization");
        return modelopt.isObject()
                ? Optional.of(
                        "hf_quant_config.json says " + modelopt.path("quant_algo").asString("?"))
                : Optional.empty();
    }

    private static boolean isRead(JsonNode said) {
        JsonNode block = said.path("weight_block_size");
        return said.path("quant_method").asString("").equals("fp8")
                && block.isArray()
                && block.size() == 2
                && block.get(0).asInt(0) == BlockFloat8.BLOCK
                && block.get(1).asInt(0) == BlockFloat8.BLOCK;
    }

    private static String words(JsonNode said) {
        List<String> details = new ArrayList<>();
        for (String key : List.of("format", "bits", "quant_algo", "weight_block_size")) {
            JsonNode value = said.path(key);
            if (!value.isMissingNode() && !value.isNull()) {
                String text = value.isString() ? value.stringValue() : value.toString();
                details.add(key + " " + text.substring(0, Math.min(40, text.length())));
            }
        }
        String method = said.path("quant_method").asString("nothing of quant_method");
        if (method.equals("fp8") && said.path("weight_block_size").isEmpty()) {
            details.add("one scale for each tensor");
        }
        return "quant_method "
                + method
                + (details.isEmpty() ? "" : " (" + String.join(", ", details) + ")");
    }

    /// A file that cannot be read says nothing here; the code that needs it reports it.
    private static JsonNode json(Path file) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= CONFIG_BYTES_MAX) {
                return JsonMapper.shared().readTree(Files.readString(file));
            }
        } catch (IOException | JacksonException unreadable) {
            return JsonMapper.shared().createObjectNode();
        }
        return JsonMapper.shared().createObjectNode();
    }
}
