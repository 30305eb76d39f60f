package dev.baltoro.serve.openai;

import dev.baltoro.engine.GeneratedToken;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the log-probabilities of chat's answers as `content`.
///
/// @param tokenizer spells the tokens
record LogprobsJson(Tokenizer tokenizer) {
    /// JSON has no infinity; OpenAI writes this for a token that cannot come.
    private static final double IMPOSSIBLE = -9999;

    ObjectNode chat(List<GeneratedToken> tokens) {
        ObjectNode logprobs = JsonMapper.shared().createObjectNode();
        ArrayNode content = logprobs.putArray("content");
        for (GeneratedToken token : tokens) {
            ObjectNode entry = content.addObject();
            put(entry, token.id(), token.logProbability());
            ArrayNode top = entry.putArray("top_logprobs");
            for (GeneratedToken.Alternative other : spelled(token)) {
                put(top.addObject(), other.id(), other.logProbability());
            }
        }
        logprobs.putNull("refusal");
        return logprobs;
    }

    private void put(ObjectNode entry, int id, float logProbability) {
        byte[] bytes = tokenizer.tokenBytes(id);
        entry.put("token", new String(bytes, StandardCharsets.UTF_8));
        entry.put("logprob", finite(logProbability));
        ArrayNode list = entry.putArray("bytes");
        for (byte value : bytes) {
            list.add(value & 0xFF);
        }
    }

    /// A model may have scores past the tokenizer's ids, which stand for nothing.
    private List<GeneratedToken.Alternative> spelled(GeneratedToken token) {
        return token.alternatives().stream()
                .filter(other -> other.id() < tokenizer.vocabSize())
                .toList();
    }

    /// {@return what JSON can hold}
    static double finite(float logProbability) {
        return Double.isFinite(logProbability) ? logProbability : IMPOSSIBLE;
    }
}
