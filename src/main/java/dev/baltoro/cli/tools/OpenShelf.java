package dev.baltoro.cli.tools;

import dev.baltoro.agent.catalog.ServerTools;
import dev.baltoro.agent.mcp.McpException;
import dev.baltoro.agent.mcp.McpOptions;
import dev.baltoro.agent.mcp.McpResult;
import dev.baltoro.agent.mcp.McpServer;
import dev.baltoro.agent.toolbelt.BeltAnswer;
import dev.baltoro.agent.toolbelt.ToolShelf;
import dev.baltoro.cli.terminal.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A shelf with the tools of servers that are connected and of a catalogue. A catalogue's tools can
/// be called if their server is connected: no program is started because a file names it.
final class OpenShelf implements AutoCloseable {
    /// Servers of one command.
    static final int SERVERS_MAX = 64;

    private final ToolShelf shelf = new ToolShelf();
    private final List<McpServer> servers = new ArrayList<>();

    private OpenShelf() {}

    /// {@return one with servers that are started or greeted}
    ///
    /// @throws Failure if one of them cannot be had, or there are too many tools
    static OpenShelf open(List<String> addresses, List<ServerTools> catalog)
            throws InterruptedException {
        if (addresses.size() > SERVERS_MAX) {
            throw new Failure(
                    "--mcp names %d servers; name at most %d"
                            .formatted(addresses.size(), SERVERS_MAX));
        }
        OpenShelf opened = new OpenShelf();
        boolean whole = false;
        try {
            for (String address : addresses) {
                opened.add(address);
            }
            for (ServerTools one : catalog) {
                if (!addresses.contains(one.source())) {
                    opened.shelf.add(one.server(), one.listing().tools(), absent(one));
                }
            }
            whole = true;
            return opened;
        } catch (IllegalArgumentException e) {
            throw new Failure(e.getMessage() + "; take a part of the catalogue", e);
        } finally {
            if (!whole) {
                opened.close();
            }
        }
    }

    private void add(String address) throws InterruptedException {
        try {
            McpServer server = McpServer.open(address, McpOptions.standard());
            servers.add(server);
            String own = server.info().name().strip();
            shelf.add(own.isEmpty() ? address : own, server.tools(), caller(server));
        } catch (McpException e) {
            throw new Failure("--mcp " + e.getMessage(), e);
        }
    }

    private static ToolShelf.Caller caller(McpServer server) {
        return (name, arguments) -> answer(server, name, arguments);
    }

    private static BeltAnswer answer(McpServer server, String name, ObjectNode arguments)
            throws McpException, InterruptedException {
        McpResult result = server.call(name, arguments);
        boolean items = result.content().isArray() && !result.content().isEmpty();
        return new BeltAnswer(
                result.text(),
                result.isError(),
                items ? Optional.of(result.content()) : Optional.empty());
    }

    private static ToolShelf.Caller absent(ServerTools server) {
        BeltAnswer answer =
                new BeltAnswer(
                        "its server, %s, is not connected; the belt has to be started with --mcp for it"
                                .formatted(server.server()),
                        true,
                        Optional.empty());
        return (_, _) -> answer;
    }

    ToolShelf shelf() {
        return shelf;
    }

    @Override
    public void close() {
        servers.forEach(McpServer::close);
    }
}
