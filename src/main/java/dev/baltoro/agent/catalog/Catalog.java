package dev.baltoro.agent.catalog;

import dev.baltoro.agent.catalog.RejectedTool.Reason;
import dev.baltoro.agent.mcp.McpListing;
import dev.baltoro.agent.mcp.McpTool;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.MissingNode;

/// Tools that are kept and what is left out, in the order in which servers are added; of equal ones
/// the first is kept.
public final class Catalog {
    /// What a crawler took for a tool: the heading of a form.
    private static final String FORM_HEADING = "Optional Settings";

    private final List<CatalogTool> kept = new ArrayList<>();
    private final List<RejectedTool> rejected = new ArrayList<>();
    private final Map<String, CatalogTool> equal = new HashMap<>();
    private final Map<String, List<CatalogTool>> alike = new HashMap<>();
    private final Set<List<String>> servers = new HashSet<>();
    private int listed;

    /// Adds what a server lists; more of one that came before may follow.
    ///
    /// @return the tools that are kept
    public List<McpTool> add(ServerTools server) {
        servers.add(List.of(server.server(), server.source()));
        for (McpListing.Rejected one : server.listing().rejected()) {
            listed++;
            rejected.add(
                    new RejectedTool(
                            server.server(),
                            server.source(),
                            one.name(),
                            Reason.NO_TOOL,
                            one.reason(),
                            one.json()));
        }
        List<McpTool> added = new ArrayList<>();
        for (McpTool tool : server.listing().tools()) {
            listed++;
            Optional<RejectedTool> problem = problem(server, tool);
            if (problem.isPresent()) {
                rejected.add(problem.get());
            } else {
                keep(new CatalogTool(server, tool));
                added.add(tool);
            }
        }
        return added;
    }

    /// Notes a file or a server that gives no list.
    public void addUnreadable(String source, String why) {
        rejected.add(
                new RejectedTool(
                        "", source, "", Reason.UNREADABLE, why, MissingNode.getInstance()));
    }

    private void keep(CatalogTool tool) {
        kept.add(tool);
        equal.put(identity(tool.tool()), tool);
        alike.computeIfAbsent(Likeness.key(tool.tool()), _ -> new ArrayList<>()).add(tool);
    }

    private static String identity(McpTool tool) {
        return tool.declaration().json(); // with its keys sorted
    }

    private Optional<RejectedTool> problem(ServerTools server, McpTool tool) {
        if (server.crawled() && tool.name().equals(FORM_HEADING)) {
            return rejection(server, tool, Reason.ARTEFACT, "the heading of a form");
        }
        Optional<String> broken = SchemaCheck.problem(tool);
        if (broken.isPresent()) {
            return rejection(server, tool, Reason.SCHEMA, broken.get());
        }
        CatalogTool same = equal.get(identity(tool));
        if (same != null) {
            return rejection(server, tool, Reason.DUPLICATE, told(same));
        }
        for (CatalogTool other : alike.getOrDefault(Likeness.key(tool), List.of())) {
            boolean elsewhere = !other.from().equals(server); // a server tells its own apart
            if (elsewhere && Likeness.isNear(other.tool(), tool)) {
                return rejection(server, tool, Reason.NEAR_DUPLICATE, told(other));
            }
        }
        return Optional.empty();
    }

    private static String told(CatalogTool other) {
        return "%s of %s".formatted(other.tool().name(), other.from().server());
    }

    private static Optional<RejectedTool> rejection(
            ServerTools server, McpTool tool, Reason reason, String why) {
        return Optional.of(
                new RejectedTool(
                        server.server(), server.source(), tool.name(), reason, why, tool.json()));
    }

    /// {@return the tools that are kept}
    public List<CatalogTool> kept() {
        return List.copyOf(kept);
    }

    /// {@return what is left out}
    public List<RejectedTool> rejected() {
        return List.copyOf(rejected);
    }

    /// {@return how much is left out for each reason that occurs}
    public Map<Reason, Integer> rejectedByReason() {
        Map<Reason, Integer> counts = new EnumMap<>(Reason.class);
        rejected.forEach(one -> counts.merge(one.reason(), 1, Integer::sum));
        return counts;
    }

    /// {@return the servers that gave a list}
    public int servers() {
        return servers.size();
    }

    /// {@return the entries of their lists}
    public int listed() {
        return listed;
    }
}
