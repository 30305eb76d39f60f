package dev.baltoro.serve.openai;

import dev.baltoro.engine.GenerationRequest;
import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.engine.chat.ChatRequest;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/// The body of `POST /v1/chat/completions`.
///
/// @param choices answers wanted
record ChatCompletionRequest(ChatRequest chat, int choices, Streaming streaming) {
    /// {@return what a body asks for}
    ///
    /// @throws RequestException that names the first field that is wrong
    static ChatCompletionRequest read(JsonNode json, ChatEngine engine) {
        Fields body = Fields.body(json);
        ServedModel.require(body, engine);
        ChatRequest chat =
                new ChatRequest(
                        MessageReader.messages(body),
                        ToolReader.toolUse(body),
                        FormatReader.format(body),
                        DecodingReader.decoding(
                                body,
                                engine.sampling(),
                                engine.tokenizer().vocabSize(),
                                maxTokens(body),
                                alternatives(body)));
        return new ChatCompletionRequest(
                chat,
                body.integer("n", 1, RequestLimits.CHOICES_MAX).orElse(1),
                Streaming.read(body));
    }

    private static OptionalInt maxTokens(Fields body) {
        OptionalInt old = body.integer("max_tokens", 1, RequestLimits.TOKENS_MAX);
        OptionalInt given = body.integer("max_completion_tokens", 1, RequestLimits.TOKENS_MAX);
        return given.isPresent() ? given : old;
    }

    private static OptionalInt alternatives(Fields body) {
        OptionalInt count = body.integer("top_logprobs", 0, GenerationRequest.ALTERNATIVES_MAX);
        boolean wanted = body.flag("logprobs", false);
        if (count.isPresent() && !wanted) {
            throw Fields.refused(
                    "top_logprobs", "top_logprobs needs logprobs; set logprobs to true");
        }
        return wanted ? OptionalInt.of(count.orElse(0)) : OptionalInt.empty();
    }
}
