package dev.baltoro.agent.llm;

import dev.baltoro.agent.http.AskedPause;
import dev.baltoro.text.chat.WholeAnswer;
import dev.baltoro.text.openai.ChatCompletion;
import dev.baltoro.text.openai.CodecLimits;
import dev.baltoro.text.openai.FieldException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What one attempt at an endpoint came to.
sealed interface EndpointAttempt {
    /// Bytes of an answer.
    int ANSWER_BYTES_MAX = 16 << 20;

    /// Characters of an endpoint's own words that are shown.
    int SHOWN_CHARS_MAX = 200;

    /// Codes of errors that every request would meet, whatever the status.
    Set<String> DENIALS =
            Set.of(
                    "insufficient_quota",
                    "invalid_api_key",
                    "model_not_found",
                    "billing_not_active");

    /// An answer.
    record Answered(WholeAnswer answer) implements EndpointAttempt {}

    /// None.
    ///
    /// @param asked a pause that the endpoint asks for
    record Failed(Trouble trouble, String why, Optional<Duration> asked)
            implements EndpointAttempt {
        Failed(Trouble trouble, String why) {
            this(trouble, why, Optional.empty());
        }
    }

    /// {@return what a response says}
    static EndpointAttempt read(HttpResponse<InputStream> response) throws IOException {
        byte[] bytes;
        try (InputStream in = response.body()) {
            bytes = in.readNBytes(ANSWER_BYTES_MAX + 1);
        }
        int status = response.statusCode();
        if (bytes.length > ANSWER_BYTES_MAX) {
            return new Failed(
                    Trouble.UNREADABLE, "its answer is longer than " + ANSWER_BYTES_MAX + " bytes");
        }
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(bytes);
        } catch (JacksonException e) {
            return new Failed(
                    status == 200 ? Trouble.UNREADABLE : Trouble.ofStatus(status),
                    "status %d, and its answer is not JSON".formatted(status),
                    AskedPause.of(response));
        }
        JsonNode error = json.path("error");
        if (status != 200 || error.isObject()) {
            return refusal(response, json, error);
        }
        try {
            return new Answered(ChatCompletion.read(json, CodecLimits.OPENAI).answers().getFirst());
        } catch (FieldException e) {
            return new Failed(
                    Trouble.UNREADABLE,
                    "its answer cannot be read: " + shown(String.valueOf(e.getMessage())));
        }
    }

    /// Gateways send some errors with status 200, and the real one within. An account without
    /// credit is refused as "too many requests", which no pause cures.
    private static EndpointAttempt refusal(
            HttpResponse<?> response, JsonNode json, JsonNode error) {
        int status =
                response.statusCode() == 200
                        ? error.path("code").asInt(400)
                        : response.statusCode();
        boolean denied =
                DENIALS.contains(error.path("code").asString(""))
                        || DENIALS.contains(error.path("type").asString(""));
        String said = error.path("message").asString(json.toString());
        return new Failed(
                denied ? Trouble.DENIED : Trouble.ofStatus(status),
                "status %d: %s".formatted(status, shown(said)),
                AskedPause.of(response));
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= SHOWN_CHARS_MAX ? line : line.substring(0, SHOWN_CHARS_MAX) + "…";
    }
}
