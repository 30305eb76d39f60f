package dev.baltoro.agent.request;

import dev.baltoro.text.chat.Message;
import java.util.List;

/// What stands before a request.
///
/// @param facts the system message's text; empty if there is none
/// @param turns earlier messages; calls have K2's ids, and results name them
/// @param roots folders that tools may touch, for machines: relative paths count as below the only
///   one
public record RequestContext(String facts, List<Message> turns, List<String> roots) {
    /// Nothing stands before it.
    public static final RequestContext NONE = new RequestContext("", List.of(), List.of());

    public RequestContext {
        turns = List.copyOf(turns);
        roots = List.copyOf(roots);
    }
}
