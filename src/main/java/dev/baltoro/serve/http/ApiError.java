package dev.baltoro.serve.http;

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

    /// {@return status 400: what the codec says of a field}
    public static ApiError of(FieldException cause) {
        return invalid(cause.field(), String.valueOf(cause.getMessage()), cause.code());
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
