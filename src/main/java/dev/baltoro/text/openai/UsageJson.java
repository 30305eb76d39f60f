package dev.baltoro.text.openai;

import dev.baltoro.text.chat.Usage;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What an answer cost, in OpenAI's words.
public final class UsageJson {
    private UsageJson() {}

    /// {@return a response's `usage`}
    public static ObjectNode write(Usage usage) {
        ObjectNode json =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("prompt_tokens", usage.promptTokens())
                        .put("completion_tokens", usage.completionTokens())
                        .put("total_tokens", usage.totalTokens());
        json.putObject("prompt_tokens_details").put("cached_tokens", usage.cachedTokens());
        return json;
    }

    /// {@return a document's `usage`; zeros if it has none}
    static Usage read(Fields document) {
        return document.object("usage")
                .map(usage ->
                        new Usage(
                                count(usage, "prompt_tokens"),
                                usage.object("prompt_tokens_details")
                                        .map(details -> count(details, "cached_tokens"))
                                        .orElse(0),
                                count(usage, "completion_tokens")))
                .orElse(new Usage(0, 0, 0));
    }

    private static int count(Fields usage, String key) {
        return usage.integer(key, 0, Integer.MAX_VALUE).orElse(0);
    }
}
