package dev.baltoro.serve.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// What HTTP itself can get wrong, in OpenAI's shape.
public final class HttpErrors {
    private static final Duration CLOSING_RETRY = Duration.ofSeconds(5);
    private static final Duration BODIES_RETRY = Duration.ofSeconds(1);

    private HttpErrors() {}

    static ApiError noKey() {
        return ApiError.of(
                401,
                ApiError.INVALID_REQUEST,
                "no API key, or an unknown one; send \"Authorization: Bearer KEY\"",
                "invalid_api_key");
    }

    static ApiError foreignHost() {
        return ApiError.of(
                403,
                ApiError.INVALID_REQUEST,
                "the Host header names another machine; use localhost or an address, or start the server with --host and --api-key",
                "host_not_allowed");
    }

    /// {@return status 404: there is no such path}
    public static ApiError notFound(String method, String path) {
        return ApiError.of(
                404,
                ApiError.INVALID_REQUEST,
                "there is no %s %s; /openapi.json lists what there is".formatted(method, path),
                "unknown_url");
    }

    static ApiError wrongMethod(String method, String path, String allowed) {
        return ApiError.of(
                405,
                ApiError.INVALID_REQUEST,
                "%s does not take %s; use %s".formatted(path, method, allowed),
                "method_not_allowed");
    }

    static ApiError tooLarge(int bytesMax) {
        return ApiError.of(
                413,
                ApiError.INVALID_REQUEST,
                "the body is longer than %,d bytes, unpacked; send less".formatted(bytesMax),
                "request_too_large");
    }

    static ApiError notJson(String contentType) {
        return ApiError.of(
                415,
                ApiError.INVALID_REQUEST,
                "the body's content type is %s; send application/json"
                        .formatted(contentType.isEmpty() ? "not given" : "\"" + contentType + "\""),
                "unsupported_content_type");
    }

    static ApiError notUtf8(String charset) {
        return ApiError.of(
                415,
                ApiError.INVALID_REQUEST,
                "the body's charset is %s; send JSON in UTF-8".formatted(charset),
                "unsupported_charset");
    }

    static ApiError unknownCoding(String name) {
        return ApiError.of(
                415,
                ApiError.INVALID_REQUEST,
                "the body's Content-Encoding is %s; use %s or none"
                        .formatted(name, ContentCoding.KNOWN.replace(",", " or")),
                "unsupported_content_encoding");
    }

    static ApiError damaged(ContentCoding coding, IOException cause) {
        return ApiError.of(
                400,
                ApiError.INVALID_REQUEST,
                "the body is not %s, which its Content-Encoding says: %s"
                        .formatted(coding.name().toLowerCase(Locale.ROOT), cause.getMessage()),
                "invalid_content_encoding");
    }

    /// {@return an error that the client can do nothing about}
    ///
    /// @param id by which the log tells what happened
    static ApiError internal(String id) {
        return ApiError.of(
                500,
                "server_error",
                "the server failed; its log has the cause under " + id,
                "internal_error");
    }

    static ApiError closing() {
        return later(503, "server_error", "the server is closing", "server_closing", CLOSING_RETRY);
    }

    static ApiError tooManyBodies() {
        return later(
                429,
                "rate_limit_error",
                "too many large requests at once; try again later",
                "too_many_bytes",
                BODIES_RETRY);
    }

    private static ApiError later(
            int status, String type, String message, String code, Duration wait) {
        return new ApiError(
                status, type, message, Optional.empty(), Optional.of(code), Optional.of(wait));
    }
}
