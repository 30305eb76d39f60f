package dev.baltoro.flow.specialist;

import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.stats.SplitMix64;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/// Requests of a file among those that are written: which one a number has is the same every time.
///
/// @param written writes the others
/// @param extra of the file, in any order
/// @param share of the numbers that have one of the file
public record ExtraRequests(
        LongFunction<ToolRequest> written, List<ToolRequest> extra, double share)
        implements LongFunction<ToolRequest> {
    private static final long WHICH = 0x6578747261L;

    /// Refuses a share that is none.
    public ExtraRequests {
        extra = List.copyOf(extra);
        if (extra.isEmpty() || !(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "%,d requests with a share of %s; give at least one, and a share above 0 and up to 1"
                            .formatted(extra.size(), share));
        }
    }

    /// Refuses requests whose calls are of other tools.
    ///
    /// @throws IllegalArgumentException that names the first
    public static void check(List<ToolRequest> requests, List<ToolDeclaration> tools) {
        Set<String> names = tools.stream().map(ToolDeclaration::name).collect(Collectors.toSet());
        for (ToolRequest request : requests) {
            request.expected().stream()
                    .filter(call -> !names.contains(call.name()))
                    .findFirst()
                    .ifPresent(call -> {
                        throw new IllegalArgumentException(
                                "%s calls %s, which is no tool of this server"
                                        .formatted(request.id(), call.name()));
                    });
        }
    }

    @Override
    public ToolRequest apply(long number) {
        long bits = SplitMix64.mix(WHICH, number);
        double drawn = (bits >>> 11) * 0x1.0p-53;
        return drawn < share
                ? extra.get((int) Long.remainderUnsigned(SplitMix64.mix(bits), extra.size()))
                : written.apply(number);
    }
}
