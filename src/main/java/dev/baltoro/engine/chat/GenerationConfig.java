package dev.baltoro.engine.chat;

import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.model.K2Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads `generation_config.json`, in which Hugging Face folders say where outputs end and how
/// tokens are drawn.
public final class GenerationConfig {
    /// The file's name.
    public static final String FILE_NAME = "generation_config.json";

    /// The file has a dozen short lines; more is another file.
    private static final long BYTES_MAX = 1_000_000;

    private GenerationConfig() {}

    /// {@return what the folder says; without the file, the end in `config.json` and the usual
    /// sampling}
    ///
    /// @throws IllegalArgumentException if the file is not JSON or has values that mean nothing
    public static GenerationDefaults read(Path folder, K2Config config) throws IOException {
        Set<Integer> ends = new HashSet<>();
        config.eosTokenId().ifPresent(ends::add);
        Path file = folder.resolve(FILE_NAME);
        if (!Files.exists(file)) {
            return new GenerationDefaults(ends, SamplingParameters.DEFAULT);
        }
        if (Files.size(file) > BYTES_MAX) {
            throw new IllegalArgumentException(
                    "%s is larger than %,d bytes; restore the model's own"
                            .formatted(file, BYTES_MAX));
        }
        try {
            JsonNode json = JsonMapper.shared().readTree(Files.readString(file));
            JsonNode end = json.path("eos_token_id");
            (end.isArray() ? end.values() : Set.of(end))
                    .stream().filter(JsonNode::isInt).map(JsonNode::intValue).forEach(ends::add);
            return new GenerationDefaults(ends, sampling(json));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static SamplingParameters sampling(JsonNode json) {
        SamplingParameters usual = SamplingParameters.DEFAULT;
        return new SamplingParameters(
                number(json, "temperature", usual.temperature()),
                number(json, "top_p", usual.topP()),
                (int) number(json, "top_k", usual.topK()),
                number(json, "min_p", usual.minP()),
                number(json, "repetition_penalty", usual.repetitionPenalty()),
                usual.presencePenalty(),
                usual.frequencyPenalty(),
                Map.of(),
                OptionalLong.empty());
    }

    private static double number(JsonNode json, String key, double usual) {
        JsonNode value = json.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return usual;
        }
        if (!value.isNumber()) {
            throw new IllegalArgumentException("%s is %s; use a number".formatted(key, value));
        }
        return value.doubleValue();
    }
}
