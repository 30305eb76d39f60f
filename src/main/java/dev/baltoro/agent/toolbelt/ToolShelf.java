package dev.baltoro.agent.toolbelt;

import dev.baltoro.agent.mcp.McpException;
import dev.baltoro.agent.mcp.McpTool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// All tools that there are, each under a name of its own.
public final class ToolShelf {
    /// Tools of a shelf.
    public static final int TOOLS_MAX = 100_000;

    /// Characters of a name; clients take no longer ones.
    static final int NAME_CHARS_MAX = 64;

    private static final Pattern FOREIGN = Pattern.compile("[^a-zA-Z0-9_.-]+");

    private final Set<String> taken;
    private final Map<String, ShelvedTool> tools = new LinkedHashMap<>();

    /// Carries out the calls of a server's tools.
    @FunctionalInterface
    public interface Caller {
        /// {@return what came of it}
        ///
        /// @param name as the server lists it
        /// @throws McpException if there is no result
        BeltAnswer call(String name, ObjectNode arguments)
                throws McpException, InterruptedException;
    }

    /// An empty one; the names of the belt's own tools are taken.
    public ToolShelf() {
        taken = MetaTools.NAMES;
    }

    /// Adds a server's tools.
    ///
    /// @throws IllegalArgumentException if there are too many
    public void add(String server, List<McpTool> listed, Caller caller) {
        if (tools.size() + listed.size() > TOOLS_MAX) {
            throw new IllegalArgumentException("more than %,d tools".formatted(TOOLS_MAX));
        }
        for (McpTool tool : listed) {
            String name = free(server, tool.name());
            tools.put(name, new ShelvedTool(name, server, tool, caller));
        }
    }

    /// {@return the tool's name where it is free and clients take it; else one with the server's
    /// before it, and a number if need be}
    private String free(String server, String name) {
        if (name.length() <= NAME_CHARS_MAX && !FOREIGN.matcher(name).find() && isFree(name)) {
            return name;
        }
        String plain = FOREIGN.matcher(server + "." + name).replaceAll("_");
        String free = cut(plain, NAME_CHARS_MAX);
        for (int number = 2; !isFree(free); number++) {
            String end = "_" + number;
            free = cut(plain, NAME_CHARS_MAX - end.length()) + end;
        }
        return free;
    }

    private boolean isFree(String name) {
        return !taken.contains(name) && !tools.containsKey(name);
    }

    private static String cut(String text, int charsMax) {
        return text.substring(0, Math.min(text.length(), charsMax));
    }

    /// {@return the tools, in the order in which they came}
    public List<ShelvedTool> tools() {
        return new ArrayList<>(tools.values());
    }

    /// {@return the tool of that name}
    public Optional<ShelvedTool> find(String name) {
        return Optional.ofNullable(tools.get(name));
    }
}
