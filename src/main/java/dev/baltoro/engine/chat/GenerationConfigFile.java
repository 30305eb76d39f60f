package dev.baltoro.engine.chat;

import dev.baltoro.engine.SamplingParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Hugging Face's `generation_config.json`: which tokens end an output, and how tokens are drawn
/// where a request does not say.
public final class GenerationConfigFile {
    /// The file's name in a model's folder.
    public static final String NAME = "generation_config.json";

    /// Far more than any model's file has.
    private static final long BYTES_MAX = 1 << 20;

    private GenerationConfigFile() {}

    /// {@return what a model's folder says, or defaults where it has no such file}
    ///
    /// @param endTokens ends that are known from elsewhere, to which the file's are added
    /// @throws IOException if the file cannot be read or means nothing; the message is one line
    public static GenerationDefaults read(Path folder, Set<Integer> endTokens) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return new GenerationDefaults(endTokens, SamplingParameters.DEFAULT);
        }
        if (Files.size(file) > BYTES_MAX) {
            throw new IOException(file + " is longer than 1 MB; it is not a generation config");
        }
        try {
            JsonNode json = JsonMapper.shared().readTree(Files.readAllBytes(file));
            return new GenerationDefaults(ends(json, endTokens), sampling(json));
        } catch (JacksonException e) {
            throw new IOException(
                    file + " is not JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static Set<Integer> ends(JsonNode json, Set<Integer> known) {
        Set<Integer> ends = new HashSet<>(known);
        JsonNode ids = json.path("eos_token_id");
        if (ids.isArray()) {
            ids.forEach(id -> ends.add(id.asInt()));
        } else if (ids.isNumber()) {
            ends.add(ids.asInt());
        }
        return ends;
    }

    /// `do_sample: false` means the likeliest token, whatever the file says of temperature.
    private static SamplingParameters sampling(JsonNode json) {
        SamplingParameters otherwise = SamplingParameters.DEFAULT;
        boolean greedy = json.path("do_sample").isBoolean() && !json.path("do_sample").asBoolean();
        return new SamplingParameters(
                greedy ? 0 : json.path("temperature").asDouble(otherwise.temperature()),
                json.path("top_p").asDouble(otherwise.topP()),
                json.path("top_k").asInt(otherwise.topK()),
                json.path("min_p").asDouble(otherwise.minP()),
                json.path("repetition_penalty").asDouble(otherwise.repetitionPenalty()),
                otherwise.presencePenalty(),
                otherwise.frequencyPenalty(),
                otherwise.logitBias(),
                otherwise.seed());
    }
}
