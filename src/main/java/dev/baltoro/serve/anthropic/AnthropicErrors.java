package dev.baltoro.serve.anthropic;

import dev.baltoro.serve.http.ApiError;
import dev.baltoro.serve.http.ErrorFormat;
import dev.baltoro.text.chat.StreamEvent;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Words errors as `{"type":"error","error":{"type","message"}}`.
final class AnthropicErrors implements ErrorFormat {
    @Override
    public JsonNode document(ApiError error) {
        ObjectNode document = JsonMapper.shared().createObjectNode().put("type", "error");
        document.putObject("error").put("type", type(error)).put("message", message(error));
        return document;
    }

    /// The form has no place of its own for the field.
    private static String message(ApiError error) {
        return error.param()
                .filter(field -> !error.message().contains(field))
                .map(field -> field + ": " + error.message())
                .orElse(error.message());
    }

    @Override
    public StreamEvent event(ApiError error) {
        return new StreamEvent(Optional.of("error"), document(error).toString());
    }

    private static String type(ApiError error) {
        return switch (error.status()) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            default -> error.status() < 500 ? "invalid_request_error" : "api_error";
        };
    }
}
