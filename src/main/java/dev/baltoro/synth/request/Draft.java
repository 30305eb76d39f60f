package dev.baltoro.synth.request;

import dev.baltoro.agent.request.Freedom;
import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.text.chat.Message;
import java.util.List;
import java.util.Optional;

/// A request before its frame and system message.
///
/// @param kind what a good agent does
/// @param core what is wished or said
/// @param calls right ones
/// @param accept other right lists of calls
/// @param free how arguments may differ
/// @param turns what came before
/// @param reply a good text where no call belongs
/// @param about words of which a good question has one
/// @param facts what the system message says in place of its general opening
/// @param frame what may be put around it
record Draft(
        RequestKind kind,
        Speech core,
        List<WantedCall> calls,
        List<ToolRequest.Alternative> accept,
        List<Freedom> free,
        List<Message> turns,
        String reply,
        List<String> about,
        Optional<Saying> facts,
        Frame frame) {
    /// What people put around it.
    enum Frame {
        /// Politeness, a reason, thanks; typed as people type.
        WHOLE,
        /// Nothing; typed as people type.
        TYPED
    }

    Draft {
        calls = List.copyOf(calls);
        accept = List.copyOf(accept);
        free = List.copyOf(free);
        turns = List.copyOf(turns);
        about = List.copyOf(about);
    }

    static Draft calls(RequestKind kind, Speech core, List<WantedCall> calls) {
        return new Draft(
                kind,
                core,
                calls,
                List.of(),
                List.of(),
                List.of(),
                "",
                List.of(),
                Optional.empty(),
                Frame.WHOLE);
    }

    /// {@return a request that no call answers}
    static Draft text(RequestKind kind, Speech core, String reply, List<String> about) {
        return new Draft(
                kind,
                core,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                reply,
                about,
                Optional.empty(),
                Frame.WHOLE);
    }

    Draft accepting(List<ToolRequest.Alternative> others, List<Freedom> freedoms) {
        return new Draft(kind, core, calls, others, freedoms, turns, reply, about, facts, frame);
    }

    Draft after(List<Message> before) {
        return new Draft(kind, core, calls, accept, free, before, reply, about, facts, frame);
    }

    Draft telling(Optional<Saying> own) {
        return new Draft(kind, core, calls, accept, free, turns, reply, about, own, frame);
    }

    /// {@return the same, typed as it is}
    Draft unframed() {
        return new Draft(kind, core, calls, accept, free, turns, reply, about, facts, Frame.TYPED);
    }
}
