package dev.baltoro.serve.http;

import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/// The TCP connection that a request came by, looked at while the request runs.
///
/// Nothing tells a server that a client has hung up: Jetty reads a connection only for the next
/// request, and a write fails only once the client's machine has answered an earlier one. So this
/// reads a byte off the non-blocking channel; HTTP gives a client nothing to say while it waits,
/// and end of stream means that it is gone. (Clients that close only their sending half count as
/// gone, as they do for nginx.)
///
/// A pipelining client does say something: its next request, which is spoiled by the byte taken
/// off. The connection is then closed after this answer, and HTTP has the client ask again (RFC
/// 9112, section 9.3.2).
final class ClientSocket {
    private final Request request;
    private final Connection connection;
    private final ByteBuffer probe = ByteBuffer.allocate(1);
    private boolean spoiled;

    private ClientSocket(Request request) {
        this.request = request;
        this.connection = request.getConnectionMetaData().getConnection();
    }

    static ClientSocket of(ServletRequest request) {
        return new ClientSocket(
                ServletContextRequest.getServletContextRequest(request).getRequest());
    }

    Connection connection() {
        return connection;
    }

    /// {@return whether the client has hung up}
    ///
    /// Only after the end of the request's body, and not while Jetty reads.
    boolean hasHungUp() {
        EndPoint endPoint = connection.getEndPoint();
        if (!endPoint.isOpen()) {
            return true;
        }
        if (spoiled || !(endPoint.getTransport() instanceof SocketChannel channel)) {
            return false;
        }
        try {
            int read = channel.read(probe);
            if (read > 0) {
                spoiled = true;
                Request.addCompletionListener(request, _ -> close());
            }
            return read < 0;
        } catch (IOException e) {
            return true; // reset
        }
    }

    /// Hangs up; reads and writes that are under way fail.
    void close() {
        connection.getEndPoint().close();
    }
}
