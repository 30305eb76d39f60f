package dev.baltoro.synth.request;

import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.SpokenLanguage;
import java.util.Locale;
import java.util.Set;

/// Puts around a wish what people put around it: politeness, hurry, a reason, thanks; and types it
/// as they type.
final class Framing {
    private final Phrasebook book;
    private final Phrases split;
    private static final Set<String> COMMANDS =
            Set.of(
                    "show",
                    "give",
                    "list",
                    "read",
                    "open",
                    "put",
                    "write",
                    "create",
                    "make",
                    "rename",
                    "move",
                    "find",
                    "search",
                    "delete",
                    "remove",
                    "add",
                    "save",
                    "remember",
                    "convert",
                    "turn",
                    "compute",
                    "calculate",
                    "check",
                    "get",
                    "tell",
                    "print",
                    "look",
                    "count",
                    "take",
                    "replace",
                    "change",
                    "set",
                    "fetch",
                    "bring",
                    "display",
                    "grab",
                    "dump",
                    "run",
                    "decode",
                    "encode",
                    "hash",
                    "generate",
                    "pick",
                    "shuffle",
                    "compare",
                    "parse",
                    "validate",
                    "store",
                    "note",
                    "log",
                    "link",
                    "connect",
                    "relate",
                    "forget",
                    "drop",
                    "erase",
                    "wipe",
                    "relocate",
                    "copy",
                    "update",
                    "edit",
                    "correct",
                    "fix",
                    "append",
                    "insert",
                    "name",
                    "call",
                    "use",
                    "start",
                    "record",
                    "keep",
                    "mark",
                    "tick",
                    "raise",
                    "lower",
                    "swap",
                    "draw",
                    "load",
                    "pull",
                    "skim",
                    "peek",
                    "quote",
                    "view",
                    "transfer",
                    "shift",
                    "send",
                    "browse",
                    "walk",
                    "scan",
                    "hunt",
                    "locate",
                    "dig",
                    "determine",
                    "inspect",
                    "describe",
                    "clear",
                    "cut",
                    "strike",
                    "throw",
                    "unlink",
                    "disconnect",
                    "jot",
                    "file",
                    "register",
                    "enter",
                    "attach",
                    "work",
                    "evaluate",
                    "translate",
                    "express",
                    "format",
                    "test",
                    "match",
                    "split",
                    "build",
                    "roll",
                    "escape",
                    "unescape",
                    "verify",
                    "explain",
                    "modify",
                    "adjust",
                    "overwrite",
                    "fill",
                    "stick",
                    "place",
                    "prepare",
                    "preview",
                    "explore");

    Framing(Phrasebook book, Phrases split) {
        this.book = book;
        this.split = split;
    }

    /// {@return the wish as it is typed}
    Speech frame(Speech core, Situation situation, RequestKind kind) {
        Draws draw = situation.draw();
        Speech framed = core;
        boolean one = kind == RequestKind.SINGLE || kind == RequestKind.ASK_BACK;
        if (situation.language() == SpokenLanguage.ENGLISH) {
            if (command(core) && draw.chance(0.28)) {
                framed = before("before-command", core.uncapitalised(), situation);
                framed = asked(framed, draw);
            } else if (draw.chance(0.1)) {
                framed = before("before", core.uncapitalised(), situation);
            }
            if (draw.chance(one ? 0.14 : 0.06)) {
                framed = reasoned(framed, situation);
            }
        }
        if (draw.chance(0.16) && book.phrase("after").orElseThrow().has(situation.language())) {
            framed = after(framed, situation);
        }
        return typed(framed, draw, situation.language());
    }

    private static boolean command(Speech core) {
        String first = core.text().split("[ ,:]", 2)[0].toLowerCase(Locale.ROOT);
        return COMMANDS.contains(first) && !core.pieces().getFirst().kept();
    }

    private Speech before(String phrase, Speech core, Situation situation) {
        return say(phrase, situation).then(core);
    }

    /// A wish behind `can you` ends as a question, mostly.
    private static Speech asked(Speech speech, Draws draw) {
        String text = speech.text().toLowerCase(Locale.ROOT);
        boolean asks = text.matches("(?s).*\\b(can|could|would|will) you .*");
        return asks && !text.matches("(?s).*[.?!]$") && !text.contains("\n") && draw.chance(0.7)
                ? speech.then("?")
                : speech;
    }

    private Speech reasoned(Speech speech, Situation situation) {
        Speech reason = say("reason", situation).tidy();
        boolean first = situation.draw().chance(0.7) || speech.text().contains("\n");
        if (first) {
            return reason.then(" ").then(speech.capitalised());
        }
        return ended(speech).then(" ").then(reason);
    }

    private static Speech ended(Speech speech) {
        return speech.text().matches("(?s).*[.?!…]$") ? speech : speech.then(".");
    }

    private Speech after(Speech speech, Situation situation) {
        if (speech.text().contains("\n")) {
            return speech;
        }
        Speech words = say("after", situation);
        boolean sentence = speech.text().matches("(?s).*[.?!]$");
        return sentence
                ? speech.then(" ").then(words.tidy().capitalised())
                : speech.then(situation.draw().pick(", ", ", ", " ")).then(words.tidy());
    }

    private Speech say(String phrase, Situation situation) {
        Situation inner = situation.beside();
        return new Speaker(inner, Slots::named, name -> pattern(name, inner))
                .raw(pattern(phrase, inner));
    }

    private Pattern pattern(String name, Situation situation) {
        return book.phrase(name)
                .orElseThrow(() -> new IllegalStateException("no phrase " + name))
                .pick(situation.draw(), situation.language(), split)
                .pattern();
    }

    private static Speech typed(Speech speech, Draws draw, SpokenLanguage language) {
        Speech typed = speech.tidy();
        if (draw.chance(0.55)) {
            typed = typed.capitalised();
            boolean open = !typed.text().matches("(?s).*[.?!…:)]$") && !typed.text().contains("\n");
            if (open && draw.chance(0.35)) {
                typed = typed.then(language == SpokenLanguage.JAPANESE ? "" : ".");
            }
        } else if (draw.chance(0.55)) {
            typed = typed.edit(words -> words.toLowerCase(Locale.ROOT));
            if (draw.chance(0.5)
                    && typed.text().endsWith(".")
                    && !typed.pieces().getLast().kept()) {
                typed =
                        typed.edit(words ->
                                words.endsWith(".")
                                        ? words.substring(0, words.length() - 1)
                                        : words);
            }
        }
        return draw.chance(0.12) ? Typos.in(typed, draw) : typed;
    }
}
