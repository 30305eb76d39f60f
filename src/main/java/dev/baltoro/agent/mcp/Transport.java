package dev.baltoro.agent.mcp;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The way to a server and back: messages go out one by one, and come in on the transport's own
/// threads.
interface Transport extends AutoCloseable {
    /// Who is told what comes in.
    interface Receiver {
        /// A JSON-RPC message came.
        void received(JsonNode message);

        /// The request with this id gets no answer.
        void failed(String id, McpException why);

        /// Something came that should be a message and cannot be read.
        ///
        /// @param id of the request that it answers, as far as it shows
        void unreadable(Optional<String> id, String why);

        /// Nothing comes any more.
        void ended(McpException why);
    }

    /// Begins to listen.
    void start(Receiver receiver);

    /// Sends a message; does not wait for its answer.
    ///
    /// @throws McpException if it cannot be sent
    void send(ObjectNode message) throws McpException;

    /// The handshake is over; later messages say so where the transport wants it.
    ///
    /// @param version of the protocol that both speak
    void agreed(String version);

    /// {@return what the server's log ended with, to be appended to a message; empty if there is no
    /// log}
    String lastWords();

    /// Says goodbye, and ends what was started. Does not fail: what cannot be ended politely is
    /// ended otherwise.
    @Override
    void close();
}
