package dev.baltoro.synth.tool;

import dev.baltoro.agent.request.RequestContext;
import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.ToolRequest.Difficulty;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.agent.tool.Tool;
import dev.baltoro.stats.SplitMix64;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Requests to invented servers, each with what a good agent does: a pure function of the server, a
/// seed and an index. Each call that is expected was made on a copy of the server's state and could
/// be done.
public final class InventedRequests {
    private static final int TRIES_MAX = 8;
    private static final int KINDS_MAX = 5;

    private final InventedServer server;
    private final WishWriter writer;

    /// @param writer puts wishes into words
    public InventedRequests(InventedServer server, WishWriter writer) {
        this.server = server;
        this.writer = writer;
    }

    /// {@return one request}
    ///
    /// @param index from 0; any two differ
    public ToolRequest request(long seed, long index) {
        String name = server.tools().getFirst().lineage().id();
        SplittableRandom random =
                new SplittableRandom(SplitMix64.mix(SplitMix64.mix(seed, name.hashCode()), index));
        String id = "%s-%d-%d".formatted(name, seed, index);
        for (int i = 0; i < KINDS_MAX; i++) {
            int kind = random.nextInt(100);
            for (int j = 0; j < TRIES_MAX; j++) {
                Optional<ToolRequest> drawn = drawn(random, id, kind);
                if (drawn.isPresent()) {
                    return drawn.get();
                }
            }
        }
        return talk(random, id);
    }

    /// @param kind a share, from 0 to 99
    private Optional<ToolRequest> drawn(SplittableRandom random, String id, int kind) {
        if (kind < 56) {
            return calls(random, id, RequestKind.SINGLE, 1, true);
        }
        if (kind < 68) {
            return calls(random, id, RequestKind.PARALLEL, 2 + random.nextInt(7) / 6, true);
        }
        if (kind < 74) {
            return calls(random, id, RequestKind.MULTI_STEP, 2, true);
        }
        if (kind < 80) {
            return lookedUp(random, id);
        }
        if (kind < 90) {
            return open(random, id).map(OpenWish::request);
        }
        return kind < 93 ? Optional.of(talk(random, id)) : unserved(random, id);
    }

    /// {@return a request for one call or several; empty if the draw cannot be granted}
    ///
    /// @param kind one that calls
    /// @param mayTell whether rows may be called by names that the request's facts tell
    public Optional<ToolRequest> calls(
            SplittableRandom random, String id, RequestKind kind, boolean mayTell) {
        return calls(random, id, kind, kind == RequestKind.SINGLE ? 1 : 2, mayTell);
    }

    /// {@return a request that leaves a value open; empty if the draw has none}
    public Optional<OpenWish> open(SplittableRandom random, String id) {
        return new AskingBack(server, writer).request(random, id);
    }

    /// {@return a request that none of the tools serves; empty if the draw could be served}
    public Optional<ToolRequest> unserved(SplittableRandom random, String id) {
        return new Unserved(server, writer).request(random, id);
    }

    /// {@return small talk}
    public ToolRequest talk(SplittableRandom random, String id) {
        String plural = server.application().tables().getFirst().plural();
        return request(
                id,
                writer.smallTalk(random),
                new Telling(server).facts(random, List.of()),
                List.of(),
                RequestKind.NO_TOOL,
                writer.declined(random, plural, true),
                List.of());
    }

    private Optional<ToolRequest> calls(
            SplittableRandom random, String id, RequestKind kind, int count, boolean mayTell) {
        List<ToolWish> wishes = new ArrayList<>();
        boolean alike = kind == RequestKind.PARALLEL && random.nextInt(3) > 0;
        boolean told = random.nextInt(5) < 2 && mayTell;
        InventedTool first = WordLists.one(random, server.tools());
        for (int i = 0; i < count; i++) {
            InventedTool tool = i == 0 || alike ? first : WordLists.one(random, server.tools());
            Optional<ToolWish> wish = new Drawing(server.start()).wish(random, tool, told);
            if (wish.isEmpty() || wishes.contains(wish.get())) {
                return Optional.empty();
            }
            wishes.add(wish.get());
        }
        boolean inOrder = kind == RequestKind.MULTI_STEP;
        boolean same = wishes.getFirst().blueprint().equals(wishes.getLast().blueprint());
        if (inOrder && same || !granted(wishes) || !inOrder && !granted(wishes.reversed())) {
            return Optional.empty();
        }
        return Optional.of(
                request(
                        id,
                        writer.request(random, wishes, inOrder),
                        new Telling(server).facts(random, wishes),
                        wishes.stream().map(InventedRequests::call).toList(),
                        kind,
                        "",
                        List.of()));
    }

    /// {@return whether all can be done one after the other}
    private boolean granted(List<ToolWish> wishes) {
        ObjectNode state = server.start();
        for (ToolWish wish : wishes) {
            Tool tool =
                    server.tools().stream()
                            .filter(one -> one.blueprint().equals(wish.blueprint()))
                            .findFirst()
                            .orElseThrow()
                            .tool();
            if (tool.call(state, wish.arguments().toString()).startsWith("error: ")) {
                return false;
            }
        }
        return true;
    }

    /// {@return a request that names a row whose key has to be searched for}
    public Optional<ToolRequest> lookedUp(SplittableRandom random, String id) {
        Optional<InventedTool> search =
                server.tools().stream().filter(tool -> isPlainSearch(tool.blueprint())).findFirst();
        if (search.isEmpty()) {
            return Optional.empty();
        }
        TypedTable table = search.get().blueprint().table();
        List<InventedTool> keyed =
                server.tools().stream()
                        .filter(one -> one.blueprint().table().equals(table))
                        .filter(one -> one.blueprint().input(Role.KEY).isPresent())
                        .toList();
        if (keyed.isEmpty()) {
            return Optional.empty();
        }
        InventedTool tool = WordLists.one(random, keyed);
        if (tool.blueprint().input(Role.OTHER_KEY).isPresent()
                || tool.blueprint().table().keyForm() == KeyForm.LABEL) {
            return Optional.empty();
        }
        Optional<ToolWish> wish = new Drawing(server.start()).wish(random, tool, true);
        if (wish.isEmpty() || wish.get().names().size() != 1) {
            return Optional.empty();
        }
        String name = wish.get().names().values().iterator().next();
        Blueprint searching = search.get().blueprint();
        ObjectNode arguments =
                JsonMapper.shared()
                        .createObjectNode()
                        .put(searching.written(searching.input(Role.QUERY).orElseThrow()), name);
        String found = search.get().tool().call(server.start(), arguments.toString());
        JsonNode rows =
                JsonMapper.shared()
                        .readTree(found)
                        .path(searching.style().parameter(searching.table().plural()));
        if (rows.size() != 1) {
            return Optional.empty();
        }
        ToolRequest request =
                request(
                        id,
                        writer.request(random, List.of(wish.get()), false),
                        new Telling(server).facts(random, List.of()),
                        List.of(new WantedCall(searching.name(), arguments), call(wish.get())),
                        RequestKind.MULTI_STEP,
                        "",
                        List.of());
        return Optional.of(
                new ToolRequest(
                        id,
                        request.request(),
                        request.context(),
                        request.expected(),
                        List.of(),
                        List.of(),
                        RequestKind.MULTI_STEP,
                        Difficulty.HARD,
                        true,
                        "",
                        List.of()));
    }

    private static boolean isPlainSearch(Blueprint blueprint) {
        return blueprint.action() == Action.SEARCH && blueprint.fixed().isEmpty();
    }

    private static WantedCall call(ToolWish wish) {
        return new WantedCall(wish.blueprint().name(), wish.arguments());
    }

    static ToolRequest request(
            String id,
            String text,
            String facts,
            List<WantedCall> calls,
            RequestKind kind,
            String reply,
            List<String> about) {
        return new ToolRequest(
                id,
                text,
                new RequestContext(facts, List.of(), List.of()),
                calls,
                List.of(),
                List.of(),
                kind,
                calls.size() > 1 ? Difficulty.MEDIUM : Difficulty.EASY,
                false,
                reply,
                about);
    }

    /// Draws wishes that a state grants.
    ///
    /// @param state in which they can be done; it stays as it is
    public record Drawing(ObjectNode state) {
        private static final double SHARE = 0.35;

        /// {@return a wish for a tool, granted; empty if none was found}
        ///
        /// @param told whether rows are called by the names that the system message tells
        public Optional<ToolWish> wish(SplittableRandom random, InventedTool tool, boolean told) {
            Blueprint blueprint = tool.blueprint();
            KnownRows known = KnownRows.of(state, blueprint.table(), blueprint.style());
            Optional<ObjectNode> drawn = CallDraw.arguments(random, blueprint, state, SHARE);
            if (drawn.isEmpty()) {
                return Optional.empty();
            }
            ObjectNode arguments = withoutDefaults(blueprint, drawn.get());
            ObjectNode tried = state.deepCopy();
            if (tool.tool().call(tried, arguments.toString()).startsWith("error: ")) {
                return Optional.empty();
            }
            Map<String, String> names =
                    told && known.help() ? named(blueprint, arguments, known) : Map.of();
            return Optional.of(new ToolWish(blueprint, arguments, names));
        }

        private static ObjectNode withoutDefaults(Blueprint blueprint, ObjectNode arguments) {
            ObjectNode kept = arguments.deepCopy();
            for (ToolInput input : blueprint.inputs()) {
                String name = blueprint.written(input);
                if (kept.path(name).toString().equals(input.fallback())) {
                    kept.remove(name);
                }
            }
            return kept;
        }

        /// {@return the names of the rows that a call means; empty if one of them has none}
        private static Map<String, String> named(
                Blueprint blueprint, ObjectNode arguments, KnownRows known) {
            Map<String, String> names = new LinkedHashMap<>();
            for (ToolInput input : blueprint.inputs()) {
                JsonNode value = arguments.path(blueprint.written(input));
                if (value.isMissingNode()) {
                    continue;
                }
                List<String> keys =
                        switch (input.role()) {
                            case KEY, OTHER_KEY -> List.of(value.asString());
                            case KEYS -> value.valueStream().map(JsonNode::asString).toList();
                            default -> List.of();
                        };
                for (String key : keys) {
                    String name = known.names().get(key);
                    if (name == null) {
                        return Map.of();
                    }
                    names.put(key, name);
                }
            }
            return names;
        }
    }
}
