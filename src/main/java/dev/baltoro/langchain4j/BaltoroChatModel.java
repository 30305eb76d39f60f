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

/// A model in this process that answers LangChain4j's requests, each in one piece. Any number of
/// threads may share one.
///
/// A tool call always names a declared tool and has arguments that its schema allows. If the
/// response format is a JSON Schema, the answer always follows it.
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

    /// @param chat the conversation engine; the caller closes it
    public BaltoroChatModel(ChatEngine chat) {
        this(chat, DecodingOptions.of(Sampling.OPEN));
    }

    /// @param chat the conversation engine; the caller closes it
    /// @param defaults values for whatever a request leaves out; with a seed, answers repeat
    public BaltoroChatModel(ChatEngine chat, DecodingOptions defaults) {
        this.chat = chat;
        this.requests = new RequestTranslation(chat.modelName(), defaults);
    }

    /// {@return the answer, once it has ended}
    ///
    /// @throws dev.langchain4j.exception.RateLimitException if too many requests wait
    /// @throws dev.langchain4j.exception.InvalidRequestException if the conversation does not fit
    ///   the model, or a schema has something that the grammar cannot express
    /// @throws dev.langchain4j.exception.UnsupportedFeatureException if it has anything but text
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

    /// {@return the one capability: answers that follow a JSON Schema}
    @Override
    public Set<Capability> supportedCapabilities() {
        return Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
    }
}
