package dev.baltoro.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Keeps what a handler is given.
class Recording implements StreamingChatResponseHandler {
    final List<String> texts = new ArrayList<>();
    final List<PartialToolCall> partialCalls = new ArrayList<>();
    final List<CompleteToolCall> calls = new ArrayList<>();
    final CompletableFuture<ChatResponse> response = new CompletableFuture<>();

    @Override
    public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
        texts.add(part.text());
    }

    @Override
    public void onPartialToolCall(PartialToolCall call) {
        partialCalls.add(call);
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall call) {
        calls.add(call);
    }

    @Override
    public void onCompleteResponse(ChatResponse whole) {
        response.complete(whole);
    }

    @Override
    public void onError(Throwable error) {
        response.completeExceptionally(error);
    }
}
