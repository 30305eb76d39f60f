package dev.baltoro.serve.openai;

import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.openai.DecodingReader;
import dev.baltoro.text.openai.Dialects;
import dev.baltoro.text.openai.Fields;
import dev.baltoro.text.openai.Streaming;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The body of `POST /v1/completions`.
///
/// @param prompts the tokens of each, one at least
/// @param choices continuations wanted of each prompt
/// @param echo whether the text begins with the prompt, and the log-probabilities with its tokens'
record CompletionRequest(
        List<int[]> prompts,
        int choices,
        boolean echo,
        DecodingOptions decoding,
        Streaming streaming) {
    /// OpenAI's.
    private static final int MAX_TOKENS_DEFAULT = 16;

    /// OpenAI's, of this older endpoint.
    private static final int ALTERNATIVES_MAX = 5;

    private static final Set<String> FIELDS =
            Stream.of(
                            DecodingReader.FIELDS,
                            Streaming.FIELDS,
                            Set.of(
                                    "model",
                                    "prompt",
                                    "suffix",
                                    "n",
                                    "best_of",
                                    "logprobs",
                                    "echo",
                                    "max_tokens"))
                    .flatMap(Set::stream)
                    .collect(Collectors.toUnmodifiableSet());

    /// {@return what a body asks for}
    ///
    /// @throws dev.baltoro.text.openai.FieldException that names the first field that is wrong
    static CompletionRequest read(JsonNode json, ChatEngine engine) {
        Fields body = Fields.body(json);
        Dialects.requireKnown(body, FIELDS);
        if (!body.string("suffix").orElse("").isEmpty()) {
            throw body.wrong("suffix", "no suffix: this model only continues text");
        }
        int choices = body.integer("n", 1, RequestLimits.CHOICES_MAX).orElse(1);
        OptionalInt tried = body.integer("best_of", 1, RequestLimits.CHOICES_MAX);
        if (tried.orElse(choices) != choices) {
            throw body.wrong(
                    "best_of", "the value of n, %d: all answers are returned".formatted(choices));
        }
        OptionalInt alternatives = body.integer("logprobs", 0, ALTERNATIVES_MAX);
        boolean echo = body.flag("echo", false);
        int maxTokens =
                body.integer("max_tokens", 0, RequestLimits.TOKENS_MAX).orElse(MAX_TOKENS_DEFAULT);
        return new CompletionRequest(
                PromptReader.prompts(body, engine.tokenizer()),
                choices,
                echo,
                DecodingReader.decoding(
                        body, RequestLimits.of(engine), OptionalInt.of(maxTokens), alternatives),
                Streaming.read(body));
    }
}
