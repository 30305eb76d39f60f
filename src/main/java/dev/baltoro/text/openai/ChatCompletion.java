package dev.baltoro.text.openai;

import dev.baltoro.text.chat.EndReason;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.Usage;
import dev.baltoro.text.chat.WholeAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A whole response of chat completions, read; [ChatCompletionFormat] writes it.
///
/// Log-probabilities are left out: their tokens have no ids on the wire.
///
/// @param answers by choice; each has the response's usage, since OpenAI tells no other
/// @param usage what all answers cost; zeros if the response does not say
public record ChatCompletion(ResponseHead head, List<WholeAnswer> answers, Usage usage) {
    public ChatCompletion {
        answers = List.copyOf(answers);
    }

    /// {@return what a response says}
    ///
    /// @param json an object
    /// @throws FieldException that names the first field that is wrong, or `error` with its message
    ///   if the response is one
    public static ChatCompletion read(JsonNode json, CodecLimits limits) {
        Fields document = Fields.body(json);
        requireNoError(document);
        Usage usage = UsageJson.read(document);
        List<WholeAnswer> answers = new ArrayList<>();
        for (Fields choice : document.objects("choices", limits.choices())) {
            if (choice.integer("index", 0, limits.choices()).orElse(answers.size())
                    != answers.size()) {
                throw choice.wrong("index", "the choice's place, %d".formatted(answers.size()));
            }
            answers.add(answer(choice, usage, limits));
        }
        if (answers.isEmpty()) {
            throw document.missing("choices", "at least one");
        }
        return new ChatCompletion(head(document), answers, usage);
    }

    private static WholeAnswer answer(Fields choice, Usage usage, CodecLimits limits) {
        Fields message =
                choice.object("message").orElseThrow(() -> choice.missing("message", "an object"));
        List<ToolCall> calls = MessageReader.calls(message, limits);
        Optional<String> content = message.string("content").or(() -> message.string("refusal"));
        EndReason reason = FinishWord.read(choice, !calls.isEmpty());
        return new WholeAnswer(content.orElse(""), calls, List.of(), reason, usage);
    }

    /// Refuses a document that says what went wrong.
    static void requireNoError(Fields document) {
        if (document.has("error")) {
            JsonNode error = document.get("error");
            throw new FieldException(
                    "error",
                    error.path("message").asString(Fields.shown(error)),
                    error.path("code").asString("error"));
        }
    }

    /// {@return what a document of a response begins with, empty where it is silent}
    static ResponseHead head(Fields document) {
        JsonNode created = document.get("created");
        return new ResponseHead(
                document.string("id").orElse(""),
                created.isNumber() ? created.longValue() : 0, // some write fractions
                document.string("model").orElse(""),
                document.string("system_fingerprint").orElse(""));
    }
}
