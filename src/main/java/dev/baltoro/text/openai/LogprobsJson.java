package dev.baltoro.text.openai;

import dev.baltoro.text.chat.ScoredToken;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the log-probabilities of chat's answers as `content`.
///
/// @param tokenizer spells the tokens
public record LogprobsJson(Tokenizer tokenizer) {
    /// JSON has no infinity; OpenAI writes this for a token that cannot come.
    private static final double IMPOSSIBLE = -9999;

    /// {@return the `logprobs` of a chat's choice}
    public ObjectNode chat(List<ScoredToken> tokens) {
        ObjectNode logprobs = JsonMapper.shared().createObjectNode();
        ArrayNode content = logprobs.putArray("content");
        for (ScoredToken token : tokens) {
            ObjectNode entry = content.addObject();
            put(entry, token.id(), token.logProbability());
            ArrayNode top = entry.putArray("top_logprobs");
            for (ScoredToken.Alternative other : spelled(token)) {
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
    private List<ScoredToken.Alternative> spelled(ScoredToken token) {
        return token.alternatives().stream()
                .filter(other -> other.id() < tokenizer.vocabSize())
                .toList();
    }

    /// {@return what JSON can hold}
    public static double finite(float logProbability) {
        return Double.isFinite(logProbability) ? logProbability : IMPOSSIBLE;
    }
}
