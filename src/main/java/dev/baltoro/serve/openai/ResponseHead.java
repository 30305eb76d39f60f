package dev.baltoro.serve.openai;

import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.engine.chat.Usage;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What every document of one response begins with.
///
/// @param id the response's own, for example `chatcmpl-…`
/// @param created seconds since 1970
record ResponseHead(String id, long created, String model, String fingerprint) {
    /// {@return the head of a new response}
    ///
    /// @param prefix what kind of response the id belongs to
    static ResponseHead of(String prefix, ChatEngine engine) {
        return new ResponseHead(
                prefix + UUID.randomUUID().toString().replace("-", ""),
                Instant.now().getEpochSecond(),
                engine.modelName(),
                ServedModel.fingerprint(engine));
    }

    /// {@return a document of this response, without its choices}
    ObjectNode document(String object) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model)
                .put("system_fingerprint", fingerprint);
    }

    static ObjectNode usage(Usage usage) {
        ObjectNode json =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("prompt_tokens", usage.promptTokens())
                        .put("completion_tokens", usage.completionTokens())
                        .put("total_tokens", usage.totalTokens());
        json.putObject("prompt_tokens_details").put("cached_tokens", usage.cachedTokens());
        return json;
    }
}
