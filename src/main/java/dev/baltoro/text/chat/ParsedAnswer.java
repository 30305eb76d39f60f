package dev.baltoro.text.chat;

import java.util.ArrayList;
import java.util.List;

/// What a model answered.
///
/// @param content text outside of tool calls
/// @param toolCalls complete calls, in order; a call that was cut off is not among them
/// @param finished whether the model ended its turn, rather than being cut off
public record ParsedAnswer(String content, List<ToolCall> toolCalls, boolean finished) {
    public ParsedAnswer {
        toolCalls = List.copyOf(toolCalls);
    }

    /// {@return the events of one answer, joined}
    public static ParsedAnswer of(Iterable<AnswerEvent> events) {
        StringBuilder content = new StringBuilder();
        StringBuilder arguments = new StringBuilder();
        List<ToolCall> calls = new ArrayList<>();
        AnswerEvent.CallBegan call = new AnswerEvent.CallBegan(0, "", "");
        boolean finished = false;
        for (AnswerEvent event : events) {
            switch (event) {
                case AnswerEvent.Text text -> content.append(text.delta());
                case AnswerEvent.CallBegan began -> {
                    call = began;
                    arguments.setLength(0);
                }
                case AnswerEvent.Arguments part -> arguments.append(part.delta());
                case AnswerEvent.CallEnded _ ->
                        calls.add(new ToolCall(call.id(), call.name(), arguments.toString()));
                case AnswerEvent.Ended ended -> finished = ended.finished();
            }
        }
        return new ParsedAnswer(content.toString(), calls, finished);
    }

    /// {@return the answer as a turn of the conversation}
    public Message.Assistant message() {
        return new Message.Assistant(content, toolCalls);
    }
}
