package dev.baltoro.text.openai;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What every document of one response begins with.
///
/// @param id the response's own, for example `chatcmpl-…`
/// @param created seconds since 1970
/// @param model what clients call the model
/// @param fingerprint changes whenever the same request might be answered otherwise
public record ResponseHead(String id, long created, String model, String fingerprint) {
    /// {@return a document of this response, without its choices}
    public ObjectNode document(String object) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model)
                .put("system_fingerprint", fingerprint);
    }
}
