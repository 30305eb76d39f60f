package dev.baltoro.serve.http;

import dev.baltoro.text.chat.StreamEvent;
import io.javalin.http.Context;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// One request and its answer, as HTTP has them.
///
/// The request's own thread answers; [ExchangeWatch] ends what takes too long or has nobody to
/// answer to.
public final class HttpExchange implements ResponseSink {
    /// How it stands with the client.
    enum Fate {
        /// It waits for the answer.
        OPEN,
        /// It hung up, or took too long to send or to read.
        GONE,
        /// Its answer took too long to make.
        TOO_LONG,
        /// The server closes and would wait no longer.
        CLOSING
    }

    /// What a proxy logs for a client that hung up (nginx's number; nobody receives it).
    static final int CLIENT_GONE = 499;

    /// How much of a refused body is read; a client that sends more is cut off.
    private static final long LINGER_BYTES_MAX = 64L << 20;

    private static final int LINGER_CHUNK = 64 << 10;

    /// Bytes of a poured document that are sent at once.
    private static final int POUR_BYTES = 64 << 10;

    private final Context context;
    private final ClientSocket socket;
    private final ServerLimits limits;
    private final RequestBody bodies;
    private ErrorFormat errors; // of its own thread
    private final ResponseBytes response;
    private final long began = System.nanoTime();
    private volatile Fate fate = Fate.OPEN;
    private volatile boolean streams;
    private volatile boolean whole; // what is being written, or was, ends the answer
    private int tokens; // of its own thread
    private boolean bodyRead;
    private boolean ended;
    private Runnable onDisconnect = () -> {};
    private final List<Runnable> atEnd = new ArrayList<>(); // of its own thread

    HttpExchange(
            Context context,
            ClientSocket socket,
            ServerLimits limits,
            RequestBody bodies,
            ErrorFormat errors) {
        this.context = context;
        this.socket = socket;
        this.limits = limits;
        this.bodies = bodies;
        this.errors = errors;
        this.response = new ResponseBytes(context);
    }

    Context context() {
        return context;
    }

    ClientSocket socket() {
        return socket;
    }

    /// {@return the status for log and metrics}
    int status() {
        return fate == Fate.GONE ? CLIENT_GONE : context.statusCode();
    }

    /// {@return whether the status is out}
    boolean hasBegun() {
        return response.begun();
    }

    /// {@return time since the request's headers came}
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /// {@return tokens made for it, which the log tells}
    int tokens() {
        return tokens;
    }

    /// Says how many tokens have been made for it; called by the thread that answers.
    public void made(int count) {
        tokens += count;
    }

    /// The whole body has come: from here on the client has nothing to say.
    synchronized void bodyRead() {
        bodyRead = true;
    }

    /// {@return the document in the request's body, which is read once}
    ///
    /// @throws RequestException if it is too long, none, or packed in a way that is not known
    /// @throws IOException if the client hangs up before its end
    public JsonNode readJson() throws IOException {
        return bodies.read(this, JsonBody::read);
    }

    /// {@return the request's verb}
    public String method() {
        return context.method().name();
    }

    /// {@return the request's path}
    public String path() {
        return context.path();
    }

    /// {@return what stands in the path for a variable of the route's}
    public String pathVariable(String name) {
        return context.pathParam(name);
    }

    /// {@return a header of the request; empty if there is none}
    public String header(String name) {
        String value = context.header(name);
        return value == null ? "" : value;
    }

    @Override
    public void setHeader(String name, String value) {
        context.header(name, value);
    }

    /// Says what to do when the exchange is over, by its own thread, however it ends.
    public void onEnd(Runnable action) {
        atEnd.add(action);
    }

    /// The handler is done; the connection is Jetty's again.
    void end() {
        response.end();
        atEnd.forEach(Runnable::run);
        synchronized (this) {
            ended = true;
            onDisconnect = () -> {};
        }
    }

    @Override
    public void json(JsonNode body) throws IOException {
        bytes(200, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void wordErrors(ErrorFormat format) {
        errors = format;
    }

    @Override
    public void error(ApiError error) throws IOException {
        requireOpen();
        send(error);
    }

    private void send(ApiError error) throws IOException {
        if (streams) {
            write(frame(errors.event(error)));
            return;
        }
        error.retryAfter()
                .map(wait -> Math.max(1, wait.plusMillis(999).toSeconds()))
                .ifPresent(seconds -> context.header("Retry-After", Long.toString(seconds)));
        document(
                error.status(),
                "application/json",
                errors.document(error).toString().getBytes(StandardCharsets.UTF_8));
    }

    /// Answers with a whole document.
    ///
    /// @throws IOException if the client has gone
    public void bytes(int status, String contentType, byte[] bytes) throws IOException {
        requireOpen();
        document(status, contentType, bytes);
    }

    /// Answers with a document that is made while it is sent, so that memory never holds it. If
    /// making it fails, the connection is closed, and the client sees that it has only a part.
    ///
    /// @throws IOException if the client has gone, or `content` throws one
    public void pour(String contentType, Content content) throws IOException {
        requireOpen();
        context.status(200).contentType(contentType);
        try (OutputStream out =
                new BufferedOutputStream(
                        new OutputStream() {
                            @Override
                            public void write(int b) throws IOException {
                                write(new byte[] {(byte) b}, 0, 1);
                            }

                            @Override
                            public void write(byte[] bytes, int offset, int length)
                                    throws IOException {
                                requireOpen();
                                HttpExchange.this.write(
                                        Arrays.copyOfRange(bytes, offset, offset + length));
                            }
                        },
                        POUR_BYTES)) {
            content.writeTo(out);
        }
        if (!response.begun()) {
            write(new byte[0]);
        }
    }

    /// Makes a document.
    public interface Content {
        /// Writes all of it.
        void writeTo(OutputStream out) throws IOException;
    }

    private void document(int status, String contentType, byte[] bytes) throws IOException {
        context.status(status).contentType(contentType);
        context.res().setContentLength(bytes.length);
        whole = true;
        write(bytes);
    }

    @Override
    public void event(StreamEvent event) throws IOException {
        requireOpen();
        if (!streams) {
            context.status(200)
                    .contentType("text/event-stream; charset=utf-8")
                    .header("Cache-Control", "no-store")
                    .header("X-Accel-Buffering", "no"); // nginx would collect events
            streams = true;
        }
        write(frame(event));
    }

    @Override
    public void lastEvent(StreamEvent event) throws IOException {
        whole = true;
        event(event);
    }

    private static byte[] frame(StreamEvent event) {
        String name = event.name().map(kind -> "event: " + kind + "\n").orElse("");
        return (name + "data: " + event.data() + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private void requireOpen() throws IOException {
        if (fate != Fate.OPEN) {
            throw new IOException("the request has ended: " + fate);
        }
    }

    private void write(byte[] bytes) throws IOException {
        try {
            response.write(bytes);
        } catch (IOException e) {
            cancel(Fate.GONE);
            throw e;
        }
    }

    @Override
    public boolean isOpen() {
        return fate == Fate.OPEN;
    }

    @Override
    public void onDisconnect(Runnable action) {
        synchronized (this) {
            onDisconnect = action;
        }
        if (!isOpen()) {
            action.run();
        }
    }

    /// Ends it early, unless it has ended.
    void cancel(Fate why) {
        Runnable action;
        synchronized (this) {
            if (ended || fate != Fate.OPEN || (whole && why != Fate.GONE)) {
                return; // nothing may follow a whole answer
            }
            fate = why;
            action = onDisconnect;
        }
        action.run();
    }

    /// Tells a client that still waits why its answer ends here, if it ended early.
    ///
    /// @throws IOException if the client has gone
    void explain() throws IOException {
        Optional<ApiError> error =
                switch (fate) {
                    case OPEN, GONE -> Optional.empty();
                    case TOO_LONG ->
                            Optional.of(
                                    ApiError.of(
                                            504,
                                            "server_error",
                                            "the answer took longer than %d s; ask for fewer tokens"
                                                    .formatted(limits.requestTime().toSeconds()),
                                            "timeout"));
                    case CLOSING -> Optional.of(HttpErrors.closing());
                };
        if (error.isPresent() && (streams || !response.begun())) {
            send(error.get());
        }
    }

    /// Takes what a refused client still sends of its body. Most read the answer only after their
    /// last byte, and closing a connection with bytes unread resets it, answer and all (RFC 9112,
    /// section 9.6).
    void linger() {
        if (bodyRead || !response.begun() || context.header("Expect") != null) {
            return; // who waits for leave to send has not been given it
        }
        byte[] chunk = new byte[LINGER_CHUNK];
        try {
            InputStream body = context.req().getInputStream();
            long left = LINGER_BYTES_MAX;
            for (int count = 0; count >= 0 && left > 0; left -= count) {
                count = body.read(chunk);
            }
        } catch (IOException clientLeft) {
            // it has its answer, or never wanted it
        }
    }

    /// Checks limits and hang-ups: called by the watch, every few milliseconds.
    void look(long now) {
        if (response.isStuck(now, limits.writeTime().toNanos())) {
            cancel(Fate.GONE);
            socket.close(); // the write under way fails
        }
        if (now - began > limits.requestTime().toNanos()) {
            cancel(Fate.TOO_LONG);
        }
        if (isAbandoned(now)) {
            cancel(Fate.GONE);
        }
        if (streams && response.isSilent(now, limits.heartbeat().toNanos())) {
            Thread.ofVirtual().start(this::heartbeat);
        }
    }

    private synchronized boolean isAbandoned(long now) {
        if (ended || fate != Fate.OPEN) {
            return false;
        }
        if (bodyRead) {
            return !whole && socket.hasHungUp(); // once it has its answer a client may hang up
        }
        boolean slow = now - began > limits.bodyTime().toNanos();
        if (slow) {
            socket.close(); // the read under way fails
        }
        return slow && !whole;
    }

    private void heartbeat() {
        try {
            response.heartbeat();
        } catch (IOException e) {
            cancel(Fate.GONE);
        }
    }
}
