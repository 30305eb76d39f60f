package dev.baltoro.agent.mcp;

import dev.baltoro.agent.mcp.EventStream.Event;
import dev.baltoro.agent.mcp.McpException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Streamable HTTP: each message is a POST, on a virtual thread of its own, and is answered by JSON
/// or by a stream of events. One more thread listens to what the server says unasked, where it
/// offers that.
final class HttpTransport implements Transport {
    /// Times that a stream which ended too early is gone on with.
    static final int RESUMPTIONS_MAX = 5;

    private static final Duration HEARING_LIMIT = Duration.ofSeconds(3);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration RETRY_MAX = Duration.ofSeconds(10);
    static final String EVENTS = "text/event-stream";
    private static final String GREETED = "notifications/initialized";

    /// Bytes of what a refusal says.
    private static final int SAID_BYTES_MAX = 1 << 16;

    private final HttpPeer peer;
    private final Map<String, Thread> underWay = new ConcurrentHashMap<>();
    private volatile CompletableFuture<Boolean> greeted = CompletableFuture.completedFuture(true);

    /// Whether the server offers to be listened to, once that is known.
    private volatile CompletableFuture<Boolean> listening =
            CompletableFuture.completedFuture(false);

    private volatile boolean closed;
    private @Nullable Receiver receiver;
    private @Nullable Thread listener;

    HttpTransport(HttpPeer peer) {
        this.peer = peer;
    }

    @Override
    public void start(Receiver receives) {
        receiver = receives;
    }

    @Override
    public void send(ObjectNode message) {
        String method = message.path("method").asString("");
        String id = message.path("id").asString("");
        CompletableFuture<Boolean> before = greeted;
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        if (method.equals(GREETED)) { // what comes later waits until the server has it
            greeted = done;
        } else if (method.equals("notifications/cancelled")) {
            interrupt(message.path("params").path("requestId").asString(""));
        }
        boolean asks = !method.isEmpty() && !id.isEmpty();
        Thread thread =
                Thread.ofVirtual()
                        .name("baltoro-mcp-post")
                        .unstarted(() -> {
                            try {
                                before.join();
                                exchange(message, asks ? id : "");
                            } finally {
                                done.complete(true);
                                underWay.remove(id, Thread.currentThread());
                            }
                        });
        if (asks) {
            underWay.put(id, thread);
        }
        thread.start();
        if (method.equals(GREETED)) {
            listening = new CompletableFuture<>();
            listener = Thread.ofVirtual().name("baltoro-mcp-listen").start(this::listen);
        }
    }

    private void interrupt(String id) {
        Thread thread = underWay.get(id);
        if (thread != null) {
            thread.interrupt();
        }
    }

    private Receiver receiver() {
        Receiver known = receiver;
        if (known == null) {
            throw new IllegalStateException("the transport is not started");
        }
        return known;
    }

    /// @param id of the request; empty if the message expects no answer
    private void exchange(ObjectNode message, String id) {
        try {
            HttpResponse<InputStream> response = peer.post(message);
            try (InputStream raw = response.body()) {
                answer(response, id);
            }
        } catch (McpException e) {
            receiver().failed(id, e);
        } catch (IOException e) {
            receiver().failed(id, HttpPeer.broken(e));
        } catch (InterruptedException e) {
            receiver().failed(id, new McpException(Kind.ENDED, "given up"));
        }
    }

    private void answer(HttpResponse<InputStream> response, String id)
            throws McpException, IOException, InterruptedException {
        boolean accepted = response.statusCode() / 100 == 2;
        if (accepted && id.isEmpty()) {
            return;
        }
        InputStream body = HttpBody.open(response);
        if (accepted && HttpBody.mediaType(response).equals(EVENTS)) {
            readToAnswer(new EventStream(body), id);
            return;
        }
        if (!accepted) {
            body = new ByteArrayInputStream(body.readNBytes(SAID_BYTES_MAX));
        }
        String text = new String(HttpBody.whole(body), StandardCharsets.UTF_8);
        if (!accepted && peer.hasSession() && HttpRefusal.losesSession(response, text)) {
            throw new McpException(
                    Kind.SESSION_LOST,
                    response.statusCode(),
                    "the session is gone (status %d)".formatted(response.statusCode()));
        }
        MessageScan scan = MessageScan.of(text);
        boolean answered = false;
        for (JsonNode message : scan.messages()) {
            receiver().received(addressed(message, id));
            answered |= isAnswer(message, id);
        }
        if (answered) {
            return;
        }
        if (!accepted) {
            throw HttpRefusal.of(response, text);
        }
        if (!text.isBlank() || !hears()) {
            throw new McpException(Kind.UNREADABLE, notAnAnswer(response, text, scan));
        }
    }

    /// {@return whether an answer may still come over the stream that is listened to}
    private boolean hears() throws InterruptedException {
        try {
            return listening.get(HEARING_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    /// {@return an error that names no request, as one about the request that it came back to}
    private static JsonNode addressed(JsonNode message, String id) {
        return message instanceof ObjectNode error && error.has("error") && !error.hasNonNull("id")
                ? error.deepCopy().put("id", id)
                : message;
    }

    private static String notAnAnswer(HttpResponse<?> response, String text, MessageScan scan) {
        if (text.isBlank()) {
            return "status %d without an answer".formatted(response.statusCode());
        }
        String type = HttpBody.mediaType(response);
        return scan.broken()
                .map(why -> "its answer cannot be read: " + why)
                .orElse(
                        "its answer is no message of the protocol (%s): %s"
                                .formatted(
                                        type.isEmpty() ? "no media type" : type,
                                        OneLine.of(text, 100)));
    }

    private static boolean isAnswer(JsonNode message, String id) {
        if (message.isArray()) {
            return message.valueStream().anyMatch(one -> isAnswer(one, id));
        }
        boolean unaddressed = message.has("error") && !message.hasNonNull("id");
        return !message.has("method")
                && (unaddressed || message.path("id").asString("").equals(id));
    }

    /// Reads events up to the answer. A server may end a stream before, and be asked for the rest.
    private void readToAnswer(EventStream first, String id)
            throws McpException, IOException, InterruptedException {
        EventStream events = first;
        String lastId = "";
        for (int i = 0; ; i++) {
            if (readEvents(events, id)) {
                return;
            }
            lastId = events.lastId().isEmpty() ? lastId : events.lastId();
            if (lastId.isEmpty() || i == RESUMPTIONS_MAX) {
                throw new McpException(Kind.ENDED, "the stream of events ended before the answer");
            }
            Thread.sleep(pause(events));
            HttpResponse<InputStream> response = peer.listen(lastId);
            if (response.statusCode() != 200 || !HttpBody.mediaType(response).equals(EVENTS)) {
                HttpPeer.close(response);
                throw new McpException(Kind.ENDED, "the stream of events ended before the answer");
            }
            events = new EventStream(HttpBody.open(response));
        }
    }

    /// @param id of the request whose answer ends the reading
    /// @return whether it came
    private boolean readEvents(EventStream events, String id) {
        try {
            for (Optional<Event> event = events.next(); event.isPresent(); event = events.next()) {
                if (!event.get().type().equals("message")) {
                    continue;
                }
                MessageScan scan = MessageScan.of(event.get().data());
                boolean answered = false;
                for (JsonNode message : scan.messages()) {
                    answered |= !id.isEmpty() && isAnswer(message, id);
                    receiver().received(message);
                }
                if (answered) {
                    return true;
                }
                if (!id.isEmpty() && scan.broken().isPresent()) {
                    receiver().unreadable(Optional.of(id), scan.broken().get());
                    return true;
                }
            }
        } catch (IOException e) {
            return false; // broken is ended, and may be gone on with
        }
        return false;
    }

    private static Duration pause(EventStream events) {
        Duration asked = events.retry().orElse(RETRY);
        return asked.compareTo(RETRY_MAX) < 0 ? asked : RETRY_MAX;
    }

    /// Listens as long as the server has something to say. Many servers refuse, as they may.
    private void listen() {
        String lastId = "";
        try {
            greeted.join();
            for (int i = 0; i <= RESUMPTIONS_MAX && !closed; i++) {
                HttpResponse<InputStream> response = peer.listen(lastId);
                try (InputStream raw = response.body()) {
                    if (response.statusCode() != 200
                            || !HttpBody.mediaType(response).equals(EVENTS)) {
                        return;
                    }
                    EventStream events = new EventStream(HttpBody.open(response));
                    listening.complete(true);
                    readEvents(events, "");
                    lastId = events.lastId().isEmpty() ? lastId : events.lastId();
                    Thread.sleep(pause(events));
                }
            }
        } catch (McpException | IOException e) {
            // nothing is heard unasked; answers still come
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            listening.complete(false);
        }
    }

    @Override
    public void agreed(String version) {
        peer.agreed(version);
    }

    @Override
    public String lastWords() {
        return "";
    }

    @Override
    public void close() {
        closed = true;
        Thread listens = listener;
        if (listens != null) {
            listens.interrupt();
        }
        peer.close();
        underWay.values().forEach(Thread::interrupt);
    }
}
