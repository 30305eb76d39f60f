package dev.baltoro.serve.answer;

import dev.baltoro.engine.EngineException;
import dev.baltoro.engine.grammar.schema.SchemaException;
import dev.baltoro.serve.http.ApiError;
import dev.baltoro.text.chat.ToolNames;
import dev.baltoro.text.chat.ToolUse;
import java.time.Duration;
import java.util.Optional;

/// What clients are told of an engine's exceptions.
public final class EngineErrors {
    /// When a full queue is worth another try.
    private static final Duration BUSY_RETRY = Duration.ofSeconds(1);

    private EngineErrors() {}

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
                    ApiError.invalid(promptField, message, "context_length_exceeded");
            case EngineException.UnknownTools _ ->
                    ApiError.invalid("tools", message, "unknown_tools");
            default -> ApiError.of(503, "server_error", message, "engine_unavailable");
        };
    }

    /// {@return status 400: a schema that no grammar can hold}
    ///
    /// @param format the field that says what the answer's text must be
    public static ApiError of(SchemaException cause, ToolUse use, String format) {
        return of(cause, use, "tools[%d].function.parameters", format);
    }

    /// {@return status 400: a schema that no grammar can hold}
    ///
    /// @param parameters the field that has a tool's schema, with `%d` for the tool's place
    /// @param format the field that says what the answer's text must be
    public static ApiError of(
            SchemaException cause, ToolUse use, String parameters, String format) {
        String message = String.valueOf(cause.getMessage());
        String tool = message.substring(0, Math.max(0, message.indexOf('#')));
        ToolNames names = ToolNames.of(use.tools());
        for (int i = 0; i < use.tools().size(); i++) {
            if (names.shown(use.tools().get(i).name()).equals(tool)) {
                return ApiError.invalid(
                        parameters.formatted(i), message, "invalid_function_parameters");
            }
        }
        return ApiError.invalid(format, message, "invalid_json_schema");
    }

    /// {@return what a client is told when the engine fails while it answers}
    public static ApiError of(EngineException cause) {
        return of(cause, "prompt");
    }
}
