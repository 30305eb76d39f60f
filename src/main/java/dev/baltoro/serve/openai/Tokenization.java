package dev.baltoro.serve.openai;

import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.serve.answer.ModelRegistry;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.Sampling;
import dev.baltoro.text.chat.ToolUse;
import dev.baltoro.text.openai.CodecLimits;
import dev.baltoro.text.openai.Dialects;
import dev.baltoro.text.openai.Fields;
import dev.baltoro.text.openai.MessageReader;
import dev.baltoro.text.openai.ToolReader;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `POST /tokenize` and `POST /detokenize`: how the model reads a text or a conversation.
public record Tokenization(ModelRegistry models) {
    /// {@return `{"tokens", "count"}` of a body's `text`, or of its `messages` with its `tools` as
    /// a chat completion would send them to the model}
    ///
    /// @throws dev.baltoro.text.openai.FieldException if it has neither, or both
    public JsonNode tokenize(JsonNode json) {
        Fields body = Fields.body(json);
        Dialects.requireKnown(
                body,
                Set.of("model", "text", "messages", "tools", "tool_choice", "parallel_tool_calls"));
        ChatEngine engine = engine(body);
        if (body.has("text") == body.has("messages")) {
            throw Fields.refused("text", "give either text or messages");
        }
        CodecLimits limits = RequestLimits.of(engine);
        int[] ids =
                body.has("text")
                        ? engine.tokenizer().encode(body.requiredString("text"))
                        : engine.prompt(
                                ChatRequest.of(
                                                MessageReader.messages(body, limits),
                                                DecodingOptions.of(Sampling.OPEN))
                                        .withTools(ToolUse.auto(ToolReader.tools(body, limits))));
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        ArrayNode tokens = answer.putArray("tokens");
        for (int id : ids) {
            tokens.add(id);
        }
        return answer.put("count", ids.length);
    }

    /// {@return `{"text"}` of a body's `tokens`, special tokens spelled out}
    ///
    /// @throws dev.baltoro.text.openai.FieldException if one is not a token id
    public JsonNode detokenize(JsonNode json) {
        Fields body = Fields.body(json);
        Dialects.requireKnown(body, Set.of("model", "tokens"));
        ChatEngine engine = engine(body);
        if (!body.has("tokens")) {
            throw body.missing("tokens", "a list of token ids");
        }
        if (!body.get("tokens").isArray()) {
            throw body.wrong("tokens", "a list of token ids");
        }
        int[] ids = PromptReader.ids("tokens", body.get("tokens"), engine.tokenizer());
        return JsonMapper.shared().createObjectNode().put("text", engine.tokenizer().decode(ids));
    }

    /// A request that names no model means the first.
    private ChatEngine engine(Fields body) {
        return body.string("model")
                .map(models::require)
                .orElseGet(() -> models.engines().getFirst());
    }
}
