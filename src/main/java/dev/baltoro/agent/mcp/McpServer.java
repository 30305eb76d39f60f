package dev.baltoro.agent.mcp;

import dev.baltoro.agent.mcp.McpException.Kind;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A server that is connected: its tools, and calls of them. Any thread may call; a thread waits
/// for its own call alone.
///
/// A server that ends is started again by the next call, a few times; a call that was under way
/// fails, since nobody knows how far it came.
public final class McpServer implements AutoCloseable {
    /// Times that a server is started or greeted again before it is given up; an answer sets it
    /// back.
    public static final int RESTARTS_MAX = 3;

    private final McpAddress address;
    private final McpOptions options;
    private final ReentrantLock lock = new ReentrantLock();
    private Connection connection;
    private @Nullable McpListing listing;
    private final AtomicInteger restarts = new AtomicInteger();
    private boolean closed;

    private McpServer(McpAddress address, McpOptions options, Connection connection) {
        this.address = address;
        this.options = options;
        this.connection = connection;
    }

    /// {@return the server that a command line starts, or at an address that begins with `http://`
    /// or `https://`}
    ///
    /// @throws McpException if it cannot be started or reached, or does not greet back in time
    public static McpServer open(String address, McpOptions options)
            throws McpException, InterruptedException {
        return open(McpAddress.parse(address), options);
    }

    /// {@return a server}
    ///
    /// @throws McpException if it cannot be started or reached, or does not greet back in time
    public static McpServer open(McpAddress address, McpOptions options)
            throws McpException, InterruptedException {
        return new McpServer(address, options, Connection.open(address, options));
    }

    /// {@return what the server says of itself}
    public ServerInfo info() {
        lock.lock();
        try {
            return connection.info();
        } finally {
            lock.unlock();
        }
    }

    /// {@return where it is}
    public McpAddress address() {
        return address;
    }

    /// {@return the tools that can be called, each name once}
    public List<McpTool> tools() throws McpException, InterruptedException {
        return listing().tools();
    }

    /// {@return all that the server lists; it is asked once, and again when it says that its tools
    /// are others now}
    public McpListing listing() throws McpException, InterruptedException {
        lock.lock();
        try {
            RpcSession open = session();
            McpListing known = listing;
            if (known == null || open.takeToolsChanged()) {
                known = inSession(now -> new ToolPages(now, options.callLimit()).all());
                listing = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    /// {@return what a tool gives back, which may be that it failed}
    ///
    /// @param name as the server lists it
    /// @throws McpException if there is no result: the server refused the call, ended, or took too
    ///   long; only this call is lost
    public McpResult call(String name, ObjectNode arguments)
            throws McpException, InterruptedException {
        ObjectNode params = Json.object().put("name", name);
        params.set("arguments", arguments);
        String step = "tool " + OneLine.of(name, 80);
        JsonNode result =
                inSession(open -> open.request("tools/call", params, options.callLimit(), step));
        if (!result.isObject()) {
            throw new McpException(Kind.UNREADABLE, step + ": the result is not an object");
        }
        return McpResult.of(result);
    }

    /// What is asked of a session.
    @FunctionalInterface
    private interface Question<T> {
        T ask(RpcSession open) throws McpException, InterruptedException;
    }

    /// Asks again, once, where the server has lost the session: then it has done nothing.
    private <T> T inSession(Question<T> question) throws McpException, InterruptedException {
        RpcSession open = session();
        try {
            T answer = question.ask(open);
            restarts.set(0);
            return answer;
        } catch (McpException e) {
            if (e.kind() != Kind.SESSION_LOST) {
                throw e;
            }
            open.ended(e);
            return question.ask(session());
        }
    }

    /// {@return the connection, a new one where the last has ended}
    private RpcSession session() throws McpException, InterruptedException {
        lock.lock();
        try {
            if (closed) {
                throw new McpException(Kind.ENDED, address + ": closed");
            }
            if (connection.session().hasEnded() && restarts.get() < RESTARTS_MAX) {
                restarts.incrementAndGet();
                connection.close();
                connection = Connection.open(address, options);
            }
            return connection.session();
        } finally {
            lock.unlock();
        }
    }

    /// Ends the connection, and the server and all that it started if it was started.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            connection.close();
        } finally {
            lock.unlock();
        }
    }
}
