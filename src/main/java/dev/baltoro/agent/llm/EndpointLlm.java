package dev.baltoro.agent.llm;

import dev.baltoro.io.Reason;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.WholeAnswer;
import dev.baltoro.text.openai.ChatCompletionRequest;
import dev.baltoro.text.openai.Streaming;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.json.JsonMapper;

/// A model behind an OpenAI-compatible endpoint.
///
/// What another attempt may cure is tried again, as often as [Attempts] says for its kind; a pause
/// that the endpoint asks for is kept by all requests that wait. Other refusals are told at once.
public final class EndpointLlm implements Llm, AutoCloseable {
    /// Bytes of a request for a token of it, for the limit of tokens.
    private static final int BYTES_PER_TOKEN = 4;

    private final Endpoint endpoint;
    private final UsageMeter meter;
    private final WaitingClock clock;
    private final RequestPace pace;
    private final HttpClient client;
    private final Semaphore places;
    private final ExecutorService attempts = Executors.newVirtualThreadPerTaskExecutor();

    public EndpointLlm(Endpoint endpoint) {
        this(endpoint, new UsageMeter(), WaitingClock.SYSTEM);
    }

    /// @param meter is told of each attempt that came to nothing
    /// @param clock of pauses and limits
    public EndpointLlm(Endpoint endpoint, UsageMeter meter, WaitingClock clock) {
        this.endpoint = endpoint;
        this.meter = meter;
        this.clock = clock;
        this.pace = new RequestPace(endpoint.limit(), clock);
        this.places = new Semaphore(endpoint.concurrent(), true);
        this.client = HttpClient.newBuilder().connectTimeout(endpoint.attempts().timeout()).build();
    }

    @Override
    public WholeAnswer answer(ChatRequest request) throws LlmException, InterruptedException {
        byte[] body =
                JsonMapper.shared()
                        .writeValueAsBytes(
                                new ChatCompletionRequest(
                                                endpoint.model(), request, 1, Streaming.OFF)
                                        .json());
        int tokens = body.length / BYTES_PER_TOKEN + request.decoding().maxTokens().orElse(0);
        Map<Trouble, Integer> troubles = new EnumMap<>(Trouble.class);
        places.acquire();
        try {
            for (int i = 0; ; i++) {
                RequestPace.Entry entry = pace.enter(tokens);
                switch (attempt(body)) {
                    case EndpointAttempt.Answered(WholeAnswer answer) -> {
                        int used = answer.usage().totalTokens();
                        pace.settle(entry, used > 0 ? used : tokens);
                        return answer;
                    }
                    case EndpointAttempt.Failed failed -> {
                        meter.failed(failed.trouble());
                        int count = troubles.merge(failed.trouble(), 1, Integer::sum);
                        pauseOrGiveUp(failed, count, i);
                    }
                }
            }
        } finally {
            places.release();
        }
    }

    private void pauseOrGiveUp(EndpointAttempt.Failed failed, int count, int index)
            throws LlmException, InterruptedException {
        Attempts limits = endpoint.attempts();
        boolean tooLong =
                failed.asked().stream().anyMatch(pause -> pause.compareTo(limits.askedMax()) > 0);
        if (!failed.trouble().mayPass()
                || tooLong
                || count >= limits.count(failed.trouble())
                || index + 1 >= Attempts.COUNT_MAX) {
            throw new LlmException(
                    failed.trouble(),
                    "%s: %s%s%s"
                            .formatted(
                                    endpoint,
                                    failed.why(),
                                    index == 0 ? "" : " (attempt " + (index + 1) + ")",
                                    tooLong
                                            ? "; it asks for a pause of %d s: try again later"
                                                    .formatted(failed.asked().get().toSeconds())
                                            : ""));
        }
        Duration pause = limits.pauseAfter(index, failed.asked());
        if (failed.trouble() == Trouble.BUSY) {
            pace.hold(pause); // for all
        } else {
            clock.sleep(pause);
        }
    }

    /// One attempt, on a thread of its own, so that a server that stalls in the middle of its
    /// answer costs no more than the time limit.
    private EndpointAttempt attempt(byte[] body) throws InterruptedException {
        Future<EndpointAttempt> attempt = attempts.submit(() -> send(body));
        try {
            return attempt.get(endpoint.attempts().timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new EndpointAttempt.Failed(Trouble.LATE, "no whole answer in time");
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case HttpTimeoutException _ ->
                        new EndpointAttempt.Failed(Trouble.LATE, "no whole answer in time");
                case IOException cause ->
                        new EndpointAttempt.Failed(Trouble.BROKEN, Reason.of(cause));
                case RuntimeException cause -> throw cause;
                case null, default -> throw new IllegalStateException(e.getCause());
            };
        } finally {
            attempt.cancel(true);
        }
    }

    private EndpointAttempt send(byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(endpoint.completions())
                        .timeout(endpoint.attempts().timeout())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        endpoint.key().ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return EndpointAttempt.read(
                client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    }

    @Override
    public String name() {
        return endpoint.model();
    }

    /// Ends the connections; requests that are on their way fail.
    @Override
    public void close() {
        attempts.shutdownNow();
        client.shutdownNow();
    }
}
