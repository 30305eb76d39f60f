package dev.baltoro.synth.teacher;

import dev.baltoro.agent.request.RequestContext;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.text.chat.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a teacher wrote.
///
/// @param before messages that come before the request, by turns the user's and the assistant's
/// @param text the request
record Rewritten(List<String> before, String text) {
    private static final int TURNS = 3;
    private static final String QUOTES = "\"“”";

    Rewritten {
        before = List.copyOf(before);
    }

    /// {@return what an answer says in a voice; empty if it has too few lines for it}
    static Optional<Rewritten> of(String answer, Voice voice) {
        String text = bare(answer);
        if (!voice.twice()) {
            return Optional.of(new Rewritten(List.of(), text));
        }
        String[] lines = text.split("\\s*\\n\\s*", TURNS);
        return lines.length < TURNS
                ? Optional.empty()
                : Optional.of(
                        new Rewritten(List.of(bare(lines[0]), bare(lines[1])), bare(lines[2])));
    }

    /// {@return a text without a label before it and quotes around the whole}
    private static String bare(String answer) {
        String text =
                answer.strip().replaceFirst("^(?i:(?:new )?message|user|assistant)\\s*:\\s+", "");
        boolean quoted =
                text.length() > 1
                        && QUOTES.indexOf(text.charAt(0)) >= 0
                        && QUOTES.indexOf(text.charAt(text.length() - 1)) >= 0
                        && text.chars().filter(c -> QUOTES.indexOf(c) >= 0).count() == 2;
        return quoted ? text.substring(1, text.length() - 1).strip() : text;
    }

    /// {@return a written request with these words}
    ///
    /// @param id of the new one
    ToolRequest in(ToolRequest seed, String id) {
        List<Message> turns = new ArrayList<>(seed.context().turns());
        for (int i = 0; i < before.size(); i++) {
            turns.add(
                    i % 2 == 0
                            ? new Message.User(before.get(i))
                            : new Message.Assistant(before.get(i)));
        }
        return new ToolRequest(
                id,
                text,
                new RequestContext(seed.context().facts(), turns, seed.context().roots()),
                seed.expected(),
                seed.accept(),
                seed.free(),
                seed.kind(),
                seed.difficulty(),
                seed.needsResults(),
                seed.reply(),
                seed.askAbout());
    }
}
