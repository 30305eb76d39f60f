package dev.baltoro.flow.check;

import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.stats.SplitMix64;
import java.util.Set;
import java.util.function.LongFunction;

/// Written requests without those whose calls a server always refuses as malformed: another one has
/// their number, the same every time.
///
/// @param written writes them
/// @param refused shapes of calls that are left out
public record KeptRequests(LongFunction<ToolRequest> written, Set<CallShape> refused)
        implements LongFunction<ToolRequest> {
    /// Draws until a request is one that is kept.
    private static final int TRIES_MAX = 1000;

    public KeptRequests {
        refused = Set.copyOf(refused);
    }

    @Override
    public ToolRequest apply(long number) {
        ToolRequest request = written.apply(number);
        long other = number;
        for (int i = 0; i < TRIES_MAX && !keeps(refused, request); i++) {
            other = SplitMix64.mix(other, i);
            request = written.apply(other & Long.MAX_VALUE);
        }
        if (!keeps(refused, request)) {
            throw new IllegalStateException(
                    "of %,d written requests none is left without calls that the server refuses as malformed"
                            .formatted(TRIES_MAX));
        }
        return request;
    }

    /// {@return whether none of a request's calls is of these shapes}
    static boolean keeps(Set<CallShape> refused, ToolRequest request) {
        return refused.isEmpty()
                || request.expected().stream().map(CallShape::of).noneMatch(refused::contains);
    }
}
