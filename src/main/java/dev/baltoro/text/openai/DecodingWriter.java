package dev.baltoro.text.openai;

import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.Sampling;
import java.util.OptionalDouble;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes how tokens are drawn and where an answer ends.
final class DecodingWriter {
    private DecodingWriter() {}

    /// Puts what the options say into a body of chat completions.
    static void put(ObjectNode body, DecodingOptions options) {
        Sampling sampling = options.sampling();
        put(body, "temperature", sampling.temperature());
        put(body, "top_p", sampling.topP());
        sampling.topK().ifPresent(count -> body.put("top_k", count));
        put(body, "min_p", sampling.minP());
        put(body, "repetition_penalty", sampling.repetitionPenalty());
        put(body, "presence_penalty", sampling.presencePenalty());
        put(body, "frequency_penalty", sampling.frequencyPenalty());
        if (!sampling.logitBias().isEmpty()) {
            ObjectNode biases = body.putObject("logit_bias");
            sampling.logitBias().forEach((id, bias) -> biases.put(id.toString(), bias));
        }
        sampling.seed().ifPresent(seed -> body.put("seed", seed));
        options.maxTokens().ifPresent(count -> body.put("max_tokens", count));
        if (!options.stop().isEmpty()) {
            ArrayNode stop = body.putArray("stop");
            options.stop().forEach(stop::add);
        }
        options.alternatives()
                .ifPresent(count -> body.put("logprobs", true).put("top_logprobs", count));
    }

    private static void put(ObjectNode body, String key, OptionalDouble value) {
        value.ifPresent(number -> body.put(key, number));
    }
}
