package dev.baltoro.flow.specialist;

import dev.baltoro.agent.request.RequestContext;
import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.synth.tool.InventedRequests;
import dev.baltoro.synth.tool.InventedServer;
import dev.baltoro.synth.tool.OpenWish;
import dev.baltoro.synth.tool.TemplateWishes;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// Requests to an invented server in the words of its domain: rows are called by their names,
/// several values have to go where they belong, and what is asked for can be done in the server's
/// state.
final class InventedWishes {
    private static final int TRIES_MAX = 8;

    private final InventedRequests requests;

    InventedWishes(InventedServer server) {
        this.requests = new InventedRequests(server, new TemplateWishes());
    }

    /// A request, and what has to be known to answer it.
    ///
    /// @param tools that it calls, or whose value it leaves open
    record Asked(ToolRequest request, Set<String> tools) {
        static Asked calling(ToolRequest request) {
            return new Asked(
                    request,
                    request.expected().stream().map(WantedCall::name).collect(Collectors.toSet()));
        }
    }

    /// {@return a request; empty if none was found}
    ///
    /// @param told whether facts stand before it, by which rows may be called
    Optional<Asked> draw(SplittableRandom random, String id, boolean told) {
        int kind = random.nextInt(100);
        for (int i = 0; i < TRIES_MAX; i++) {
            Optional<Asked> drawn = kind(random, id, kind, told);
            if (drawn.isPresent()) {
                return told ? drawn : drawn.map(InventedWishes::withoutFacts);
            }
        }
        return Optional.empty();
    }

    /// @param kind a share, from 0 to 99
    private Optional<Asked> kind(SplittableRandom random, String id, int kind, boolean told) {
        if (kind < 52) {
            return calls(random, id, RequestKind.SINGLE, told);
        }
        if (kind < 62) {
            return calls(random, id, RequestKind.PARALLEL, told);
        }
        if (kind < 70) {
            return calls(random, id, RequestKind.MULTI_STEP, told);
        }
        if (kind < 84) {
            return requests.open(random, id).map(InventedWishes::open);
        }
        return kind < 95
                ? requests.unserved(random, id).map(Asked::calling)
                : Optional.of(Asked.calling(requests.talk(random, id)));
    }

    private Optional<Asked> calls(
            SplittableRandom random, String id, RequestKind kind, boolean told) {
        return requests.calls(random, id, kind, told).map(Asked::calling);
    }

    private static Asked withoutFacts(Asked asked) {
        return new Asked(asked.request().in(RequestContext.NONE), asked.tools());
    }

    private static Asked open(OpenWish wish) {
        return new Asked(wish.request(), Set.of(wish.whole().blueprint().name()));
    }
}
