package dev.baltoro.langchain4j;

import dev.baltoro.engine.chat.Answer;
import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.Sampling;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.Set;

/// A model of this process that answers LangChain4j's requests, whole. Any number of threads may
/// share one.
///
/// Tool calls are always of declared tools with arguments that their schemas allow, and a JSON
/// Schema as response format always holds.
///
/// ```
/// try (LocalModel local = LocalModel.open(folder)) {
///     var assistant = AiServices.builder(Assistant.class)
///             .chatModel(new BaltoroChatModel(local.chat()))
///             .tools(new Clock())
///             .build();
/// ```
public final class BaltoroChatModel implements ChatModel {
    private final ChatEngine chat;
    private final RequestTranslation requests;

    /// @param chat stays the caller's, who closes its engine
    public BaltoroChatModel(ChatEngine chat) {
        this(chat, DecodingOptions.of(Sampling.OPEN));
    }

    /// @param chat stays the caller's, who closes its engine
    /// @param defaults what holds where a request does not say; a seed repeats answers
    public BaltoroChatModel(ChatEngine chat, DecodingOptions defaults) {
        this.chat = chat;
        this.requests = new RequestTranslation(chat.modelName(), defaults);
    }

    /// {@return the answer, once it has ended}
    ///
    /// @throws dev.langchain4j.exception.RateLimitException if too many requests wait
    /// @throws dev.langchain4j.exception.InvalidRequestException if the conversation does not fit
    ///   the model, or a schema has what the grammar cannot express
    /// @throws dev.langchain4j.exception.UnsupportedFeatureException if it has more than text
    @Override
    public ChatResponse doChat(ChatRequest request) {
        try (Answer answer = chat.answer(requests.translate(request))) {
            return ResponseTranslation.of(answer.whole(), chat.modelName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LangChain4jException("interrupted before the answer ended", e);
        } catch (RuntimeException e) {
            throw ErrorTranslation.of(e);
        }
    }

    /// {@return that answers can be bound to a JSON Schema}
    @Override
    public Set<Capability> supportedCapabilities() {
        return Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
    }
}
