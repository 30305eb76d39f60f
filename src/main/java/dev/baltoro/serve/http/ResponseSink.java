package dev.baltoro.serve.http;

import dev.baltoro.text.chat.StreamEvent;
import java.io.IOException;
import tools.jackson.databind.JsonNode;

/// Where an endpoint's response goes: either one document, or one error, or events.
///
/// Used by the thread that handles the request alone, except for [#onDisconnect]'s action.
public interface ResponseSink {
    /// Answers with a document, status 200.
    ///
    /// @throws IOException if the client has gone
    void json(JsonNode body) throws IOException;

    /// Answers with an error's status, headers and document; after the first [#event], with an
    /// event that says it.
    ///
    /// @throws IOException if the client has gone
    void error(ApiError error) throws IOException;

    /// Words errors from here on as a dialect does that has begun to answer.
    void wordErrors(ErrorFormat format);

    /// Sends one server-sent event and flushes it. The first one begins the response, status 200.
    /// The response ends when the handler returns.
    ///
    /// @throws IOException if the client has gone
    void event(StreamEvent event) throws IOException;

    /// Sends the event after which nothing comes: a client that hangs up now has its answer.
    ///
    /// @throws IOException if the client has gone
    void lastEvent(StreamEvent event) throws IOException;

    /// Adds a header to the answer, before it begins.
    void setHeader(String name, String value);

    /// {@return whether the client is still there, as far as is known}
    boolean isOpen();

    /// Says what to do as soon as the client is known to have gone, at once if it has already.
    ///
    /// @param action short and callable by any thread, once or more often
    void onDisconnect(Runnable action);
}
