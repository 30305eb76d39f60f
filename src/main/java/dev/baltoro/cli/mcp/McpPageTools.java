package dev.baltoro.cli.mcp;

import dev.baltoro.agent.mcp.McpException;
import dev.baltoro.agent.mcp.McpListing;
import dev.baltoro.agent.mcp.McpOptions;
import dev.baltoro.agent.mcp.McpServer;
import dev.baltoro.agent.mcp.McpTool;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.serve.web.PageTool;
import dev.baltoro.serve.web.PageTools;
import dev.baltoro.serve.web.ToolOutcome;
import dev.baltoro.text.openai.CodecLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// The tools of the MCP servers that `serve` is given, as they were when it started.
public final class McpPageTools implements PageTools, AutoCloseable {
    /// Servers of one command.
    static final int SERVERS_MAX = 16;

    private static final int TOOLS_MAX = CodecLimits.OPENAI.tools();
    private static final int NAME_CHARS_MAX = CodecLimits.OPENAI.nameChars();
    private static final Pattern FOREIGN = Pattern.compile("[^a-zA-Z0-9_.-]+");

    private final List<McpServer> servers = new ArrayList<>();
    private final Map<String, ListedTool> tools = new LinkedHashMap<>();
    private List<PageTool> declared = List.of();

    private McpPageTools() {}

    /// {@return the tools of servers, which are started or greeted}
    ///
    /// @param addresses a command line or an http address each
    /// @param notes is told, a line each, what is odd
    /// @throws Failure if one of them cannot be had
    public static McpPageTools open(List<String> addresses, Consumer<String> notes)
            throws InterruptedException {
        if (addresses.size() > SERVERS_MAX) {
            throw new Failure(
                    "--mcp names %d servers; name at most %d"
                            .formatted(addresses.size(), SERVERS_MAX));
        }
        McpPageTools opened = new McpPageTools();
        boolean whole = false;
        try {
            for (String address : addresses) {
                opened.add(address, notes);
            }
            whole = true;
            return opened;
        } finally {
            if (!whole) {
                opened.close();
            }
        }
    }

    private void add(String address, Consumer<String> notes) throws InterruptedException {
        try {
            McpServer server = McpServer.open(address, McpOptions.standard());
            servers.add(server);
            McpListing listing = server.listing();
            String source = source(server);
            listing.warnings()
                    .forEach(warning -> notes.accept("warning: " + source + ": " + warning));
            for (McpListing.Rejected rejected : listing.rejected()) {
                notes.accept(
                        "warning: %s: tool %s is left out: %s"
                                .formatted(source, rejected.name(), rejected.reason()));
            }
            if (listing.tools().isEmpty()) {
                notes.accept("warning: %s has no tools".formatted(source));
            }
            for (McpTool tool : listing.tools()) {
                String name = free(source, tool.name());
                tools.put(name, new ListedTool(server, source, tool, name));
            }
        } catch (McpException e) {
            throw new Failure("--mcp " + e.getMessage(), e);
        }
    }

    private static String source(McpServer server) {
        String name = server.info().name().strip();
        return name.isEmpty() ? server.address().toString() : name;
    }

    /// {@return the tool's name where no other tool has it and it is short enough; else one with
    /// the server's name before it, and a number if need be}
    private String free(String source, String name) {
        if (name.length() <= NAME_CHARS_MAX && !tools.containsKey(name)) {
            return name;
        }
        String plain = FOREIGN.matcher(source + "." + name).replaceAll("_");
        String free = cut(plain, NAME_CHARS_MAX);
        for (int number = 2; tools.containsKey(free); number++) {
            String end = "_" + number;
            free = cut(plain, NAME_CHARS_MAX - end.length()) + end;
        }
        return free;
    }

    private static String cut(String text, int charsMax) {
        return text.substring(0, Math.min(text.length(), charsMax));
    }

    /// Declares the tools that a model can be told of.
    ///
    /// @param notes is told, a line each, which it cannot, and why
    /// @throws Failure if there are more than a request may have
    public void declareTo(ChatEngine model, Consumer<String> notes) {
        List<PageTool> usable =
                new SpokenTools(model, notes)
                        .of(tools.values().stream().map(ListedTool::onPage).toList());
        if (usable.size() > TOOLS_MAX) {
            throw new Failure(
                    "the MCP servers have %d tools and a request takes %d; name fewer servers"
                            .formatted(usable.size(), TOOLS_MAX));
        }
        declared = usable;
    }

    @Override
    public List<PageTool> tools() {
        return declared;
    }

    @Override
    public ToolOutcome call(String name, ObjectNode arguments) throws InterruptedException {
        ListedTool tool = tools.get(name);
        return tool == null ? NONE.call(name, arguments) : tool.call(arguments);
    }

    /// {@return one line on what there is; nothing if no server was named}
    public Optional<String> summary() {
        if (servers.isEmpty()) {
            return Optional.empty();
        }
        long asking = declared.stream().filter(PageTool::asksFirst).count();
        return Optional.of(
                "tools of %s on the chat page: %d, of which %d ask before they run"
                        .formatted(
                                String.join(
                                        ", ", servers.stream().map(McpPageTools::source).toList()),
                                declared.size(),
                                asking));
    }

    /// Ends the servers that were started, and all that they started.
    @Override
    public void close() {
        servers.forEach(McpServer::close);
    }
}
