package dev.baltoro.agent.mcp;

import dev.baltoro.agent.mcp.McpException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Lists a server's tools, page by page, to the last page or to where no page brings anything new.
final class ToolPages {
    /// Pages that are asked for.
    static final int PAGES_MAX = 100;

    /// Entries that are kept.
    static final int TOOLS_MAX = 10_000;

    /// Pages in a row that bring nothing new; a server may filter what is on them.
    static final int IDLE_PAGES_MAX = 3;

    private final RpcSession session;
    private final Duration limit;
    private final ListedTools listed = new ListedTools();
    private final List<String> warnings = new ArrayList<>();
    private final Set<JsonNode> cursors = new HashSet<>();
    private final long start = System.nanoTime();
    private int idlePages;

    ToolPages(RpcSession session, Duration limit) {
        this.session = session;
        this.limit = limit;
    }

    /// {@return all that is listed}
    ///
    /// @throws McpException if the first page does not come; a later one that does not come is a
    ///   warning
    McpListing all() throws McpException, InterruptedException {
        ObjectNode params = Json.object();
        for (int page = 1; ; page++) {
            JsonNode result;
            try {
                result = page(params);
            } catch (McpException e) {
                if (page == 1 || e.kind() == Kind.ENDED) {
                    throw e;
                }
                warnings.add("page %d of the tools is missing: %s".formatted(page, e.getMessage()));
                break;
            }
            boolean news = false;
            for (JsonNode entry : result.path("tools")) {
                news |= listed.size() < TOOLS_MAX && listed.add(entry);
            }
            idlePages = news ? 0 : idlePages + 1;
            JsonNode cursor = result.path("nextCursor");
            if (isLast(cursor) || hasToStop(page, cursor)) {
                break;
            }
            params = Json.object();
            params.set("cursor", cursor);
        }
        return listed.listing(warnings);
    }

    private JsonNode page(ObjectNode params) throws McpException, InterruptedException {
        JsonNode result = session.request("tools/list", params, limit, "tools/list");
        if (!result.path("tools").isArray()) {
            throw new McpException(Kind.UNREADABLE, "tools/list: the answer has no list of tools");
        }
        return result;
    }

    /// Some servers end with an empty cursor, where the protocol has none.
    private static boolean isLast(JsonNode cursor) {
        return cursor.isMissingNode() || cursor.isNull() || cursor.asString("?").isEmpty();
    }

    private boolean hasToStop(int page, JsonNode cursor) {
        String why = "";
        if (!cursors.add(cursor)) {
            why = "its cursor came before";
        } else if (idlePages >= IDLE_PAGES_MAX) {
            why = "no page brings a new tool any more";
        } else if (System.nanoTime() - start > limit.toNanos()) {
            why = "listing took more than %d s".formatted(limit.toSeconds());
        } else if (page == PAGES_MAX || listed.size() >= TOOLS_MAX) {
            why = "that is the limit, %,d tools on %,d pages".formatted(TOOLS_MAX, PAGES_MAX);
        }
        if (!why.isEmpty()) {
            warnings.add("stopped after page %d of the tools: %s".formatted(page, why));
        }
        return !why.isEmpty();
    }
}
