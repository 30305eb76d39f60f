package dev.baltoro.langchain4j;

import dev.baltoro.engine.EngineException;
import dev.baltoro.engine.chat.Answer;
import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.EndReason;
import dev.baltoro.text.chat.Sampling;
import dev.baltoro.text.chat.WholeAnswer;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.Set;

/// A model in this process that answers LangChain4j's requests while the text is being generated.
/// Any number of threads may share one.
///
/// A request returns at once. Its handler is called on a virtual thread, one call at a time: first
/// the parts, then either the complete response or one error. If the handler throws, the answer
/// ends and the handler gets its own exception as the error. If it cancels, the answer ends without
/// another call.
public final class BaltoroStreamingChatModel implements StreamingChatModel {
    private final ChatEngine chat;
    private final RequestTranslation requests;

    /// @param chat the conversation engine; the caller closes it
    public BaltoroStreamingChatModel(ChatEngine chat) {
        this(chat, DecodingOptions.of(Sampling.OPEN));
    }

    /// @param chat the conversation engine; the caller closes it
    /// @param defaults values for whatever a request leaves out; with a seed, answers repeat
    public BaltoroStreamingChatModel(ChatEngine chat, DecodingOptions defaults) {
        this.chat = chat;
        this.requests = new RequestTranslation(chat.modelName(), defaults);
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        Thread.ofVirtual().name("baltoro-answer").start(() -> stream(request, handler));
    }

    private void stream(ChatRequest request, StreamingChatResponseHandler handler) {
        Answer answer;
        try {
            answer = chat.answer(requests.translate(request));
        } catch (RuntimeException e) {
            handler.onError(ErrorTranslation.of(e));
            return;
        }
        try (answer) {
            StreamedParts parts = new StreamedParts(answer, handler);
            WholeAnswer whole = answer.whole(parts);
            if (whole.reason() != EndReason.CANCELLED) {
                handler.onCompleteResponse(ResponseTranslation.of(whole, chat.modelName()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            handler.onError(new LangChain4jException("interrupted before the answer ended", e));
        } catch (EngineException e) {
            handler.onError(ErrorTranslation.of(e));
        } catch (RuntimeException | Error e) { // the handler's own
            handler.onError(e);
        }
    }

    /// {@return the one capability: answers that follow a JSON Schema}
    @Override
    public Set<Capability> supportedCapabilities() {
        return Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
    }
}
