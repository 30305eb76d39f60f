package dev.baltoro.agent.evaluation;

import dev.baltoro.agent.mcp.McpAddress;
import dev.baltoro.agent.mcp.McpException;
import dev.baltoro.agent.mcp.McpOptions;
import dev.baltoro.agent.mcp.McpResult;
import dev.baltoro.agent.mcp.McpServer;
import dev.baltoro.agent.mcp.McpTool;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// An MCP server that is as new whenever a request begins: after a call that may have changed
/// something, it is ended, its fixture is reset, and it is started again.
public final class FreshServer implements ToolServer {
    private final McpAddress address;
    private final Optional<ResetCommand> reset;
    private final FixturePaths paths;
    private final boolean stateless;
    private final Set<String> changing = new HashSet<>();
    private List<ToolDeclaration> tools = List.of();
    private @Nullable McpServer server;
    private boolean changed;

    private FreshServer(
            McpAddress address,
            Optional<ResetCommand> reset,
            FixturePaths paths,
            boolean stateless) {
        this.address = address;
        this.reset = reset;
        this.paths = paths;
        this.stateless = stateless;
    }

    /// {@return a server that is started, its fixture as new}
    ///
    /// @param address a command line or an http(s) address
    /// @param reset the command that puts its fixture back as it was, if it has one
    /// @param stateless whether no call changes anything, whatever the tools' annotations say
    public static FreshServer open(
            String address, Optional<String> reset, FixturePaths paths, boolean stateless)
            throws EvaluationFailure, InterruptedException {
        Optional<ResetCommand> command =
                reset.isPresent() ? Optional.of(ResetCommand.parse(reset.get())) : Optional.empty();
        McpAddress parsed;
        try {
            parsed = McpAddress.parse(address);
        } catch (McpException e) {
            throw failure(e);
        }
        FreshServer fresh = new FreshServer(parsed, command, paths, stateless);
        fresh.renew();
        return fresh;
    }

    private static EvaluationFailure failure(McpException e) {
        return new EvaluationFailure("the tools' server: " + e.getMessage(), e);
    }

    private void renew() throws EvaluationFailure, InterruptedException {
        close();
        if (reset.isPresent()) {
            reset.get().run();
        }
        try {
            McpServer opened = McpServer.open(address, McpOptions.standard());
            server = opened;
            List<McpTool> listed = opened.tools();
            tools = listed.stream().map(McpTool::declaration).toList();
            listed.stream()
                    .filter(tool -> tool.annotations().mayChange())
                    .forEach(tool -> changing.add(tool.name()));
        } catch (McpException e) {
            close();
            throw failure(e);
        }
        changed = false;
    }

    @Override
    public void begin() throws EvaluationFailure, InterruptedException {
        if (changed || server == null) {
            renew();
        }
    }

    @Override
    public List<ToolDeclaration> tools() {
        return tools;
    }

    @Override
    public String call(String name, ObjectNode arguments) throws InterruptedException {
        return carryOut(name, arguments).text();
    }

    /// {@return what came of a call}
    public CallOutcome carryOut(String name, ObjectNode arguments) throws InterruptedException {
        McpServer open = server;
        if (open == null) {
            return new CallOutcome(CallOutcome.Ending.UNANSWERED, "error: the server has ended");
        }
        changed |= !stateless && changing.contains(name);
        try {
            McpResult result = open.call(name, paths.inside(arguments));
            return CallOutcome.of(result, paths.outside(result.text()));
        } catch (McpException e) {
            changed |= !stateless; // who knows how far it came
            return CallOutcome.of(e, "error: " + paths.outside(String.valueOf(e.getMessage())));
        }
    }

    /// {@return the names of the tools that the server says change nothing}
    public Set<String> readOnly() {
        return tools.stream()
                .map(ToolDeclaration::name)
                .filter(name -> !changing.contains(name))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void close() {
        McpServer open = server;
        server = null;
        if (open != null) {
            open.close();
        }
    }
}
