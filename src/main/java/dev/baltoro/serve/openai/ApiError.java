package dev.baltoro.serve.openai;

import dev.baltoro.engine.EngineException;
import dev.baltoro.engine.grammar.schema.SchemaException;
import dev.baltoro.text.chat.ToolUse;
import dev.baltoro.text.openai.FieldException;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An error as OpenAI's API words it: `{"error":{"message","type","param","code"}}`.
///
/// @param status HTTP's number for it
/// @param type what kind it is, for example `invalid_request_error`
/// @param message one line that says what is wrong and what to do
/// @param param the field that is wrong, for example `messages[1].role`
/// @param code what programs tell it by
/// @param retryAfter when to come again, rounded up to seconds in the header
public record ApiError(
        int status,
        String type,
        String message,
        Optional<String> param,
        Optional<String> code,
        Optional<Duration> retryAfter) {
    /// The type of what is the client's fault.
    public static final String INVALID_REQUEST = "invalid_request_error";

    /// When a full queue is worth another try.
    private static final Duration BUSY_RETRY = Duration.ofSeconds(1);

    /// {@return status 400: a field has a wrong value}
    public static ApiError invalid(String param, String message) {
        return invalid(param, message, "invalid_value");
    }

    /// {@return status 400 with a code}
    public static ApiError invalid(String param, String message, String code) {
        return new ApiError(
                400,
                INVALID_REQUEST,
                message,
                Optional.of(param),
                Optional.of(code),
                Optional.empty());
    }

    /// {@return an error about no field in particular}
    public static ApiError of(int status, String type, String message, String code) {
        return new ApiError(
                status, type, message, Optional.empty(), Optional.of(code), Optional.empty());
    }

    /// {@return what a client is told when the engine refuses or fails}
    ///
    /// @param promptField the field that a prompt too long came in
    public static ApiError of(EngineException cause, String promptField) {
        String message = String.valueOf(cause.getMessage());
        return switch (cause) {
            case EngineException.Busy _ ->
                    new ApiError(
                            429,
                            "rate_limit_error",
                            message,
                            Optional.empty(),
                            Optional.of("queue_full"),
                            Optional.of(BUSY_RETRY));
            case EngineException.PromptTooLong _ ->
                    invalid(promptField, message, "context_length_exceeded");
            default -> of(503, "server_error", message, "engine_unavailable");
        };
    }

    /// {@return status 400: what the codec says of a field}
    public static ApiError of(FieldException cause) {
        return invalid(cause.field(), String.valueOf(cause.getMessage()), cause.code());
    }

    /// {@return status 400: a schema that no grammar can hold}
    ///
    /// @param format the field that says what the answer's text must be
    static ApiError of(SchemaException cause, ToolUse use, String format) {
        String message = String.valueOf(cause.getMessage());
        String tool = message.substring(0, Math.max(0, message.indexOf('#')));
        for (int i = 0; i < use.tools().size(); i++) {
            if (use.tools().get(i).name().equals(tool)) {
                return invalid(
                        "tools[%d].function.parameters".formatted(i),
                        message,
                        "invalid_function_parameters");
            }
        }
        return invalid(format, message, "invalid_json_schema");
    }

    /// {@return what a client is told when the engine fails while it answers}
    static ApiError of(EngineException cause) {
        return of(cause, "prompt");
    }

    /// {@return the document}
    public ObjectNode json() {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        ObjectNode error = root.putObject("error").put("message", message).put("type", type);
        param.ifPresentOrElse(field -> error.put("param", field), () -> error.putNull("param"));
        code.ifPresentOrElse(word -> error.put("code", word), () -> error.putNull("code"));
        return root;
    }
}
