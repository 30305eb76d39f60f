package dev.baltoro.serve.openai;

import dev.baltoro.serve.http.ApiError;
import dev.baltoro.serve.http.ErrorFormat;
import dev.baltoro.serve.http.ResponseSink;
import dev.baltoro.text.chat.StreamEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Keeps a response, and can hang up after some events as clients do.
class RecordedResponse implements ResponseSink {
    private final int eventsMax;
    private final List<String> events = new ArrayList<>();
    private int status;
    private ErrorFormat errors = ErrorFormat.OPENAI;
    private JsonNode document = MissingNode.getInstance();
    private Runnable onDisconnect = () -> {};

    RecordedResponse() {
        this(Integer.MAX_VALUE);
    }

    /// @param eventsMax events that the client reads before it hangs up
    RecordedResponse(int eventsMax) {
        this.eventsMax = eventsMax;
    }

    @Override
    public void setHeader(String name, String value) {
        if (status != 0 || !events.isEmpty()) {
            throw new IllegalStateException("a header behind the beginning: " + name);
        }
    }

    @Override
    public void json(JsonNode body) {
        answer(200, body);
    }

    @Override
    public void error(ApiError error) {
        if (!events.isEmpty()) {
            events.add(errors.event(error).data());
            return;
        }
        answer(error.status(), errors.document(error));
    }

    private void answer(int with, JsonNode body) {
        if (status != 0) {
            throw new IllegalStateException("answered twice: " + body);
        }
        status = with;
        // Through text and back, as it goes over the wire.
        document = JsonMapper.shared().readTree(body.toString());
    }

    @Override
    public void wordErrors(ErrorFormat format) {
        errors = format;
    }

    @Override
    public void event(StreamEvent event) throws IOException {
        if (status != 0) {
            throw new IllegalStateException("an event behind a document: " + event.data());
        }
        if (events.size() == eventsMax) {
            onDisconnect.run();
            throw new IOException("the client has gone");
        }
        events.add(event.data());
    }

    @Override
    public void lastEvent(StreamEvent event) throws IOException {
        event(event);
    }

    @Override
    public boolean isOpen() {
        return events.size() < eventsMax;
    }

    @Override
    public void onDisconnect(Runnable action) {
        onDisconnect = action;
    }

    int status() {
        return status;
    }

    JsonNode document() {
        return document;
    }

    /// {@return the data of all events}
    List<String> events() {
        return events;
    }

    /// {@return the events that are documents}
    List<JsonNode> chunks() {
        return events.stream()
                .filter(data -> !data.equals("[DONE]"))
                .map(data -> JsonMapper.shared().readTree(data))
                .toList();
    }
}
