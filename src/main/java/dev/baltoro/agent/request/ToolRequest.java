package dev.baltoro.agent.request;

import dev.baltoro.text.chat.Message;
import java.util.ArrayList;
import java.util.List;

/// A request, what was known and said before it, and the calls that a good agent makes.
///
/// @param id unique within a file
/// @param request the user's last message
/// @param context what stands before it
/// @param expected the calls until the agent hands back to the user, in order; empty where no tool
///   must be called
/// @param accept other lists of calls that are right too
/// @param free arguments of `expected` that may differ, and how
/// @param kind what a good agent does with it
/// @param difficulty for people
/// @param needsResults whether a later call uses what an earlier one returned
/// @param reply a good text where no call belongs: the question that asks back, or the answer;
///   empty if none is known
/// @param askAbout words of which a good question has one
public record ToolRequest(
        String id,
        String request,
        RequestContext context,
        List<WantedCall> expected,
        List<Alternative> accept,
        List<Freedom> free,
        RequestKind kind,
        Difficulty difficulty,
        boolean needsResults,
        String reply,
        List<String> askAbout) {
    /// Copies, and refuses calls where none belong and none where some do.
    public ToolRequest {
        expected = List.copyOf(expected);
        accept = List.copyOf(accept);
        free = List.copyOf(free);
        askAbout = List.copyOf(askAbout);
        if (kind.calls() == expected.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s: a %s request has %s calls"
                            .formatted(id, kind.word(), kind.calls() ? "some" : "no"));
        }
    }

    /// {@return the same with something else before it}
    public ToolRequest in(RequestContext other) {
        return new ToolRequest(
                id,
                request,
                other,
                expected,
                accept,
                free,
                kind,
                difficulty,
                needsResults,
                reply,
                askAbout);
    }

    /// {@return what a model reads before its answer: the facts, what was said, the request}
    public List<Message> opening() {
        List<Message> messages = new ArrayList<>();
        if (!context.facts().isEmpty()) {
            messages.add(new Message.System(context.facts()));
        }
        messages.addAll(context.turns());
        messages.add(new Message.User(request));
        return messages;
    }

    /// Further right answers.
    ///
    /// @param calls instead of the expected ones
    /// @param free which of their arguments may differ
    public record Alternative(List<WantedCall> calls, List<Freedom> free) {
        public Alternative {
            calls = List.copyOf(calls);
            free = List.copyOf(free);
        }
    }

    /// How hard it is, by the judgement of whoever wrote it.
    public enum Difficulty {
        EASY,
        MEDIUM,
        HARD
    }
}
