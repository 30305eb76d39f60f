package dev.baltoro.synth.tool;

import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.ToolRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// Requests that none of a server's tools serves: what another application is for, or a change of
/// the server's own rows for which it has no tool.
record Unserved(InventedServer server, WishWriter writer) {
    private static final List<Set<Action>> SERVED_TOGETHER =
            List.of(Set.of(Action.CREATE, Action.CREATE_MANY), Set.of(Action.DELETE, Action.CLEAR));

    /// {@return a request; empty if the one that was drawn could be served}
    Optional<ToolRequest> request(SplittableRandom random, String id) {
        boolean own = random.nextInt(3) == 0;
        Optional<ToolWish> wish = own ? ownTable(random) : elsewhere(random);
        String plural = server.application().tables().getFirst().plural();
        return wish.map(found ->
                InventedRequests.request(
                        id,
                        writer.request(random, List.of(found), false),
                        new Telling(server).facts(random, List.of()),
                        List.of(),
                        RequestKind.NO_TOOL,
                        writer.declined(random, plural, false),
                        List.of()));
    }

    private Optional<ToolWish> elsewhere(SplittableRandom random) {
        InventedServer other = InventedTools.server(random.nextLong(), 0);
        if (other.application().domain().equals(server.application().domain())) {
            return Optional.empty();
        }
        InventedTool tool = WordLists.one(random, other.tools());
        boolean computes =
                switch (tool.blueprint().action()) {
                    case CONVERT, COMPUTE -> true;
                    default -> false;
                };
        String noun = tool.blueprint().table().noun();
        boolean known =
                server.application().tables().stream().anyMatch(table -> table.noun().equals(noun));
        return computes || known
                ? Optional.empty()
                : new InventedRequests.Drawing(other.start()).wish(random, tool, false);
    }

    private Optional<ToolWish> ownTable(SplittableRandom random) {
        Set<Action> wanted = WordLists.one(random, SERVED_TOGETHER);
        List<Blueprint> missing =
                InventedTools.drafts(random, server.house(), server.application()).stream()
                        .filter(draft ->
                                wanted.contains(draft.action()) && !serves(draft.table(), wanted))
                        .collect(Collectors.toList());
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        Blueprint draft = WordLists.one(random, missing);
        InventedTool tool = InventedTool.of(draft, false, server.tools().getFirst().lineage());
        return new InventedRequests.Drawing(server.start()).wish(random, tool, false);
    }

    private boolean serves(TypedTable table, Set<Action> wanted) {
        return server.tools().stream()
                .map(InventedTool::blueprint)
                .anyMatch(blueprint ->
                        wanted.contains(blueprint.action())
                                && blueprint.table().noun().equals(table.noun()));
    }
}
