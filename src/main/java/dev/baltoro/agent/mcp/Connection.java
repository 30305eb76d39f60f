package dev.baltoro.agent.mcp;

import dev.baltoro.agent.mcp.McpException.Kind;
import java.util.Set;

/// A session that has begun: the server has greeted back.
record Connection(RpcSession session, ServerInfo info) implements AutoCloseable {
    /// Statuses of an address that does not know streamable HTTP, perhaps because it speaks what
    /// came before.
    private static final Set<Integer> UNKNOWN = Set.of(400, 404, 405, 406, 415, 501);

    /// {@return a connection to a server, which is started if it is a command}
    ///
    /// @throws McpException if it cannot be started or reached, or does not greet back in time; it
    ///   begins with the address
    static Connection open(McpAddress address, McpOptions options)
            throws McpException, InterruptedException {
        try {
            return switch (address) {
                case McpAddress.Command command ->
                        greet(
                                new StdioTransport(
                                        ServerProcess.start(command, options.environment())),
                                options);
                case McpAddress.Endpoint endpoint -> overHttp(endpoint, options);
            };
        } catch (McpException e) {
            throw e.at(OneLine.of(address.toString(), 150));
        }
    }

    private static Connection overHttp(McpAddress.Endpoint endpoint, McpOptions options)
            throws McpException, InterruptedException {
        try {
            return greet(
                    new HttpTransport(new HttpPeer(endpoint.uri(), options.headers())), options);
        } catch (McpException e) {
            if (e.kind() != Kind.REFUSED || !UNKNOWN.contains(e.code())) {
                throw e;
            }
            try {
                return greet(new TwoWayHttpTransport(endpoint.uri(), options.headers()), options);
            } catch (McpException alsoNot) {
                e.addSuppressed(alsoNot);
                throw e;
            }
        }
    }

    private static Connection greet(Transport transport, McpOptions options)
            throws McpException, InterruptedException {
        ServerRequests requests = new ServerRequests(options.roots());
        RpcSession session = RpcSession.over(transport, requests);
        boolean greeted = false;
        try {
            ServerInfo info = Handshake.greet(session, requests, options.startLimit());
            greeted = true;
            return new Connection(session, info);
        } finally {
            if (!greeted) {
                session.close();
            }
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
