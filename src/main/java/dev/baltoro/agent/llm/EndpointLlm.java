package dev.baltoro.agent.llm;

import dev.baltoro.io.Reason;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.WholeAnswer;
import dev.baltoro.text.openai.ChatCompletion;
import dev.baltoro.text.openai.ChatCompletionRequest;
import dev.baltoro.text.openai.CodecLimits;
import dev.baltoro.text.openai.FieldException;
import dev.baltoro.text.openai.Streaming;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A model behind an OpenAI-compatible endpoint.
///
/// Refusals that another attempt may cure (408, 409, 425, 429, 5xx, a broken connection, a
/// time-out) are tried again, others are not.
public final class EndpointLlm implements Llm, AutoCloseable {
    /// Requests at once; others wait.
    public static final int CONCURRENT_MAX = 64;

    /// Bytes of an answer.
    static final int ANSWER_BYTES_MAX = 16 << 20;

    private static final int SHOWN_CHARS_MAX = 200;

    private final URI completions;
    private final String model;
    private final Optional<String> key;
    private final Attempts attempts;
    private final HttpClient client;
    private final Semaphore places = new Semaphore(CONCURRENT_MAX, true);

    /// @param base such as `http://127.0.0.1:8080/v1`
    /// @param model what the endpoint calls the model
    /// @param key is sent as a bearer token; never shown
    public EndpointLlm(URI base, String model, Optional<String> key, Attempts attempts) {
        String scheme = String.valueOf(base.getScheme());
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException(
                    base + " is no endpoint: use an address such as http://127.0.0.1:8080/v1");
        }
        String text = base.toString();
        this.completions =
                URI.create((text.endsWith("/") ? text : text + "/") + "chat/completions");
        this.model = model;
        this.key = key;
        this.attempts = attempts;
        this.client = HttpClient.newBuilder().connectTimeout(attempts.timeout()).build();
    }

    /// What one attempt came to.
    private sealed interface Attempt {
        record Answered(WholeAnswer answer) implements Attempt {}

        /// @param again whether another attempt may help
        /// @param pause that the server asks for
        record Failed(String why, boolean again, Optional<Duration> pause) implements Attempt {}
    }

    @Override
    public WholeAnswer answer(ChatRequest request) throws LlmException, InterruptedException {
        byte[] body =
                JsonMapper.shared()
                        .writeValueAsBytes(
                                new ChatCompletionRequest(model, request, 1, Streaming.OFF).json());
        places.acquire();
        try {
            for (int i = 0; ; i++) {
                switch (attempt(body)) {
                    case Attempt.Answered(WholeAnswer answer) -> {
                        return answer;
                    }
                    case Attempt.Failed failed -> {
                        if (!failed.again || i + 1 == attempts.count()) {
                            throw new LlmException(
                                    "%s at %s: %s%s"
                                            .formatted(
                                                    model,
                                                    completions,
                                                    failed.why,
                                                    i == 0 ? "" : " (attempt " + (i + 1) + ")"));
                        }
                        Thread.sleep(pause(i, failed.pause));
                    }
                }
            }
        } finally {
            places.release();
        }
    }

    private Duration pause(int attempt, Optional<Duration> asked) {
        Duration own = attempts.pauseAfter(attempt);
        Duration longer = asked.filter(pause -> pause.compareTo(own) > 0).orElse(own);
        return longer.compareTo(attempts.pauseMax()) < 0 ? longer : attempts.pauseMax();
    }

    private Attempt attempt(byte[] body) throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(completions)
                        .timeout(attempts.timeout())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        try {
            return read(client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            return new Attempt.Failed(Reason.of(e), true, Optional.empty());
        }
    }

    private static Attempt read(HttpResponse<InputStream> response) throws IOException {
        byte[] bytes;
        try (InputStream in = response.body()) {
            bytes = in.readNBytes(ANSWER_BYTES_MAX + 1);
        }
        int status = response.statusCode();
        if (bytes.length > ANSWER_BYTES_MAX) {
            return failed("its answer is longer than " + ANSWER_BYTES_MAX + " bytes", false);
        }
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(bytes);
        } catch (JacksonException e) {
            return failed("status %d, and its answer is not JSON".formatted(status), again(status));
        }
        if (status != 200) {
            String said = json.path("error").path("message").asString(json.toString());
            return new Attempt.Failed(
                    "status %d: %s".formatted(status, shown(said)),
                    again(status),
                    retryAfter(response));
        }
        try {
            return new Attempt.Answered(
                    ChatCompletion.read(json, CodecLimits.OPENAI).answers().getFirst());
        } catch (FieldException e) {
            return failed(
                    "its answer cannot be read: " + shown(String.valueOf(e.getMessage())), false);
        }
    }

    private static Attempt failed(String why, boolean again) {
        return new Attempt.Failed(why, again, Optional.empty());
    }

    private static boolean again(int status) {
        return status == 408 || status == 409 || status == 425 || status == 429 || status >= 500;
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        try {
            return response.headers()
                    .firstValue("Retry-After")
                    .map(text -> Duration.ofMillis((long) (1000 * Double.parseDouble(text))));
        } catch (NumberFormatException e) {
            return Optional.empty(); // a date: our own pause is as good
        }
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= SHOWN_CHARS_MAX ? line : line.substring(0, SHOWN_CHARS_MAX) + "…";
    }

    @Override
    public String name() {
        return model;
    }

    /// Ends the connections; requests that are on their way fail.
    @Override
    public void close() {
        client.shutdownNow();
    }
}
