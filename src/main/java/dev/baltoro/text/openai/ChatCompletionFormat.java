package dev.baltoro.text.openai;

import dev.baltoro.text.chat.AnswerFormat;
import dev.baltoro.text.chat.AnswerPart;
import dev.baltoro.text.chat.EndReason;
import dev.baltoro.text.chat.StreamEvent;
import dev.baltoro.text.chat.Usage;
import dev.baltoro.text.chat.WholeAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Words answers as `chat.completion` and `chat.completion.chunk`.
///
/// @param logprobs how log-probabilities are written, if they were asked for
/// @param usageFollows whether every chunk says that its usage comes later
/// @param toolNamed whether the request said which tool is called
public record ChatCompletionFormat(
        ResponseHead head, Optional<LogprobsJson> logprobs, boolean usageFollows, boolean toolNamed)
        implements AnswerFormat {
    /// What stands after the last chunk.
    public static final StreamEvent DONE = new StreamEvent(Optional.empty(), "[DONE]");

    @Override
    public ObjectNode whole(List<WholeAnswer> answers, Usage usage) {
        ObjectNode document = head.document("chat.completion");
        ArrayNode choices = document.putArray("choices");
        for (WholeAnswer answer : answers) {
            ObjectNode choice = choices.addObject().put("index", choices.size() - 1);
            choice.set("message", MessageWriter.answer(answer.message()).putNull("refusal"));
            if (logprobs.isPresent()) {
                choice.set("logprobs", logprobs.get().chat(answer.tokens()));
            } else {
                choice.putNull("logprobs");
            }
            choice.put("finish_reason", word(answer.reason()));
        }
        document.set("usage", UsageJson.write(usage));
        return document;
    }

    /// A call that the client chose ends the answer; only one that the model chose is a reason of
    /// its own.
    private String word(EndReason reason) {
        return FinishWord.word(
                toolNamed && reason == EndReason.TOOL_CALLS ? EndReason.STOP : reason);
    }

    @Override
    public List<StreamEvent> opening(int choice) {
        ObjectNode delta = object().put("role", "assistant").put("content", "").putNull("refusal");
        return List.of(chunk(choice, delta, Optional.empty(), Optional.empty()));
    }

    @Override
    public List<StreamEvent> part(int choice, AnswerPart part) {
        return switch (part) {
            case AnswerPart.Text text ->
                    List.of(
                            chunk(
                                    choice,
                                    object().put("content", text.delta()),
                                    logprobs.map(writer -> writer.chat(text.tokens())),
                                    Optional.empty()));
            case AnswerPart.CallBegan call -> {
                ObjectNode delta = object();
                ObjectNode entry = callEntry(delta, call.index());
                entry.put("id", call.id()).put("type", "function");
                entry.putObject("function").put("name", call.name()).put("arguments", "");
                yield List.of(chunk(choice, delta, Optional.empty(), Optional.empty()));
            }
            case AnswerPart.Arguments more -> {
                ObjectNode delta = object();
                callEntry(delta, more.index()).putObject("function").put("arguments", more.delta());
                yield List.of(chunk(choice, delta, Optional.empty(), Optional.empty()));
            }
            case AnswerPart.CallEnded _ -> List.of();
            case AnswerPart.Ended end ->
                    List.of(chunk(choice, object(), Optional.empty(), Optional.of(end.reason())));
        };
    }

    private static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }

    private static ObjectNode callEntry(ObjectNode delta, int index) {
        return delta.putArray("tool_calls").addObject().put("index", index);
    }

    private StreamEvent chunk(
            int index, ObjectNode delta, Optional<ObjectNode> scores, Optional<EndReason> reason) {
        ObjectNode chunk = head.document("chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", index);
        choice.set("delta", delta);
        if (scores.isPresent()) {
            choice.set("logprobs", scores.get());
        } else {
            choice.putNull("logprobs");
        }
        if (reason.isPresent()) {
            choice.put("finish_reason", word(reason.get()));
        } else {
            choice.putNull("finish_reason");
        }
        return StreamEvent.of(usageFollows ? chunk.putNull("usage") : chunk);
    }

    @Override
    public List<StreamEvent> closing(Usage usage) {
        List<StreamEvent> events = new ArrayList<>();
        if (usageFollows) {
            ObjectNode chunk = head.document("chat.completion.chunk");
            chunk.putArray("choices");
            chunk.set("usage", UsageJson.write(usage));
            events.add(StreamEvent.of(chunk));
        }
        events.add(DONE);
        return events;
    }
}
