package dev.baltoro.text.openai;

import dev.baltoro.text.chat.AnswerPart;
import dev.baltoro.text.chat.EndReason;
import dev.baltoro.text.chat.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the events of chat completions as parts of answers; [ChatCompletionFormat] writes them.
///
/// Nothing on the wire says that a call is complete. It is when another one begins, or when its
/// answer ends by itself; of an answer that was cut, the last call is complete if its arguments
/// are. Log-probabilities are left out: their tokens have no ids on the wire. For one thread.
public final class ChunkReader {
    private final CodecLimits limits;
    private final Map<Integer, Choice> choices = new TreeMap<>();
    private Usage usage = new Usage(0, 0, 0);

    /// A part of one of the answers.
    ///
    /// @param choice which answer it is of
    public record ChoicePart(int choice, AnswerPart part) {}

    public ChunkReader(CodecLimits limits) {
        this.limits = limits;
    }

    /// {@return what a chunk adds, perhaps nothing; ends come at [#finish]}
    ///
    /// @param chunk the data of an event, but not of `[DONE]`
    /// @throws FieldException that names the first field that is wrong, or `error` with its message
    ///   if the event is one
    public List<ChoicePart> push(JsonNode chunk) {
        Fields document = Fields.of("chunk", chunk);
        ChatCompletion.requireNoError(document);
        List<ChoicePart> parts = new ArrayList<>();
        for (Fields given : document.objects("choices", limits.choices())) {
            int index = given.integer("index", 0, limits.choices() - 1).orElse(0);
            Choice choice = choices.computeIfAbsent(index, _ -> new Choice());
            for (AnswerPart part : choice.push(given, limits)) {
                parts.add(new ChoicePart(index, part));
            }
        }
        if (document.has("usage")) {
            usage = UsageJson.read(document);
        }
        return parts;
    }

    /// {@return the ends of all answers, when `[DONE]` has come}
    ///
    /// @throws FieldException if an answer has not ended
    public List<ChoicePart> finish() {
        List<ChoicePart> ends = new ArrayList<>();
        choices.forEach((index, choice) -> {
            EndReason reason =
                    choice.reason.orElseThrow(() ->
                            new FieldException(
                                    "choices[%d].finish_reason".formatted(index),
                                    "the stream ended before answer %d did; ask again"
                                            .formatted(index),
                                    "stream_ended"));
            ends.add(new ChoicePart(index, new AnswerPart.Ended(reason, usage, List.of())));
        });
        return ends;
    }

    private static final class Choice {
        private final StringBuilder arguments = new StringBuilder();
        private Optional<EndReason> reason = Optional.empty();
        private int begun;
        private int ended;

        List<AnswerPart> push(Fields choice, CodecLimits limits) {
            List<AnswerPart> parts = new ArrayList<>();
            choice.object("delta")
                    .ifPresent(delta -> {
                        text(delta, "content", parts);
                        text(delta, "refusal", parts);
                        for (Fields call : delta.objects("tool_calls", limits.tools())) {
                            call(call, limits, parts);
                        }
                    });
            if (choice.has("finish_reason")) {
                EndReason read = FinishWord.read(choice, begun > 0);
                if (begun > ended && (read != EndReason.LENGTH || isObject(arguments.toString()))) {
                    parts.add(new AnswerPart.CallEnded(ended++));
                }
                reason = Optional.of(read);
            }
            return parts;
        }

        private static void text(Fields delta, String key, List<AnswerPart> parts) {
            delta.string(key)
                    .filter(text -> !text.isEmpty())
                    .ifPresent(text -> parts.add(new AnswerPart.Text(text, List.of())));
        }

        private void call(Fields call, CodecLimits limits, List<AnswerPart> parts) {
            int index = call.integer("index", 0, limits.tools() - 1).orElse(Math.max(0, begun - 1));
            Optional<Fields> function = call.object("function");
            if (index == begun) {
                if (begun > ended) {
                    parts.add(new AnswerPart.CallEnded(ended++));
                }
                Fields named = function.orElseThrow(() -> call.missing("function", "an object"));
                String id = call.string("id").orElse("");
                parts.add(new AnswerPart.CallBegan(begun++, id, named.requiredString("name")));
                arguments.setLength(0);
            } else if (index != begun - 1) {
                throw call.wrong("index", "%d or %d, in order".formatted(begun - 1, begun));
            }
            function.flatMap(named -> named.string("arguments"))
                    .filter(more -> !more.isEmpty())
                    .ifPresent(more -> {
                        arguments.append(more);
                        parts.add(new AnswerPart.Arguments(begun - 1, more));
                    });
        }

        private static boolean isObject(String json) {
            try {
                return JsonMapper.shared().readTree(json).isObject();
            } catch (JacksonException notYet) {
                return false;
            }
        }
    }
}
