package dev.baltoro.langchain4j;

import dev.baltoro.engine.chat.Answer;
import dev.baltoro.text.chat.AnswerPart;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.util.function.Consumer;

/// Passes the parts of one answer to a handler until it cancels. For one thread.
final class StreamedParts implements Consumer<AnswerPart> {
    private final Answer answer;
    private final StreamingChatResponseHandler handler;
    private final StreamingHandle handle;
    private final StringBuilder arguments = new StringBuilder();
    private AnswerPart.CallBegan call = new AnswerPart.CallBegan(0, "", "");

    StreamedParts(Answer answer, StreamingChatResponseHandler handler) {
        this.answer = answer;
        this.handler = handler;
        this.handle =
                new StreamingHandle() {
                    @Override
                    public void cancel() {
                        answer.close();
                    }

                    @Override
                    public boolean isCancelled() {
                        return answer.isClosed();
                    }
                };
    }

    @Override
    public void accept(AnswerPart part) {
        if (answer.isClosed()) { // what was made before the engine heard of it
            return;
        }
        switch (part) {
            case AnswerPart.Text text ->
                    handler.onPartialResponse(
                            new PartialResponse(text.delta()), new PartialResponseContext(handle));
            case AnswerPart.CallBegan began -> {
                call = began;
                arguments.setLength(0);
            }
            case AnswerPart.Arguments more -> {
                arguments.append(more.delta());
                handler.onPartialToolCall(
                        PartialToolCall.builder()
                                .index(call.index())
                                .id(call.id())
                                .name(call.name())
                                .partialArguments(more.delta())
                                .build(),
                        new PartialToolCallContext(handle));
            }
            case AnswerPart.CallEnded ended ->
                    handler.onCompleteToolCall(
                            new CompleteToolCall(
                                    ended.index(),
                                    ToolExecutionRequest.builder()
                                            .id(call.id())
                                            .name(call.name())
                                            .arguments(arguments.toString())
                                            .build()));
            case AnswerPart.Ended _ -> {}
        }
    }
}
