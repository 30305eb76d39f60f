package dev.baltoro.synth.request;

import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.SpokenLanguage;
import java.util.Locale;
import java.util.regex.Pattern;

/// Puts around a wish what people put around it: politeness, hurry, a reason, thanks; and types it
/// as they type.
final class Framing {
    private static final double SYNONYMS = 0.45;
    private static final Pattern QUESTION =
            Pattern.compile(
                    "(?is)(what|which|who|when|where|how|is|are|was|does|do|did|has|have|can i)\\b.*");

    private final Phrasebook book;
    private final Phrases split;

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
            framed = begun(draw.chance(SYNONYMS) ? Habits.synonyms(core, draw) : core, situation);
            if (draw.chance(one ? 0.15 : 0.07)) {
                framed = reasoned(framed, situation);
            }
        }
        if (draw.chance(0.16) && book.phrase("after").orElseThrow().has(situation.language())) {
            framed = after(framed, situation);
        }
        return typed(framed, situation);
    }

    /// {@return what is said as people type it, with nothing around it}
    static Speech typed(Speech speech, Situation situation) {
        return typed(speech, situation.draw(), situation.language());
    }

    /// {@return whether it begins as a question does}
    static boolean asks(Speech speech) {
        return QUESTION.matcher(speech.text()).matches();
    }

    private Speech begun(Speech core, Situation situation) {
        Draws draw = situation.draw();
        if (Commands.is(core)) {
            return switch (draw.weighted(34, 4, 6, 56)) {
                case 0 -> asked(before("before-command", core.uncapitalised(), situation), draw);
                case 1 -> syntax(situation).gerund(core.uncapitalised(), draw);
                case 2 -> before("before", core.uncapitalised(), situation);
                default -> core;
            };
        }
        if (asks(core) && draw.chance(0.16)) {
            return before("before-question", core.uncapitalised(), situation);
        }
        return draw.chance(0.12) ? before("before", core.uncapitalised(), situation) : core;
    }

    private Syntax syntax(Situation situation) {
        return new Syntax(name -> say(name, situation).text());
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

    private dev.baltoro.synth.request.Pattern pattern(String name, Situation situation) {
        return book.phrase(name)
                .orElseThrow(() -> new IllegalStateException("no phrase " + name))
                .pick(situation.draw(), situation.language(), split)
                .pattern();
    }

    private static Speech typed(Speech speech, Draws draw, SpokenLanguage language) {
        boolean english = language == SpokenLanguage.ENGLISH;
        Speech typed = english ? worded(speech, draw).tidy() : speech.tidy();
        if (draw.chance(0.5)) {
            typed = typed.capitalised();
            boolean open = !typed.text().matches("(?s).*[.?!…:)]$") && !typed.text().contains("\n");
            if (open && draw.chance(0.35)) {
                typed = typed.then(language == SpokenLanguage.JAPANESE ? "" : ".");
            }
        } else if (draw.chance(0.6)) {
            typed = typed.edit(words -> words.toLowerCase(Locale.ROOT));
            typed = draw.chance(0.5) ? withoutLast(typed, ".") : typed;
            typed = draw.chance(0.3) ? withoutLast(typed, "?") : typed;
            if (english && draw.chance(0.2)) {
                typed = typed.edit(words -> words.replace("'", ""));
            }
        }
        if (english && draw.chance(0.02)) {
            typed = typed.edit(words -> words.toUpperCase(Locale.ROOT));
        }
        if (draw.chance(0.04) && !typed.text().contains("\n")) {
            typed = withoutLast(withoutLast(typed, "."), "?");
            boolean asks = speech.text().endsWith("?");
            boolean value = typed.pieces().getLast().kept();
            typed =
                    typed.then(
                            value
                                    ? draw.pick(" !", " ...", " :)", " ??", " …")
                                    : asks
                                            ? draw.pick("??", " ?", "???", "?!")
                                            : draw.pick("!", "!!", "...", " :)", " …"));
        }
        return draw.chance(0.15) ? Typos.in(typed, draw) : typed;
    }

    /// Some people write in full, some as in a chat, some as in a telegram, some as they learn it.
    private static Speech worded(Speech speech, Draws draw) {
        return switch (draw.weighted(16, 9, 7, 4, 64)) {
            case 0 -> Habits.contracted(speech, draw);
            case 1 -> Habits.chat(speech, draw);
            case 2 -> Habits.terse(speech, draw);
            case 3 -> Habits.learner(speech, draw);
            default -> speech;
        };
    }

    private static Speech withoutLast(Speech speech, String mark) {
        return speech.text().endsWith(mark) && !speech.pieces().getLast().kept()
                ? speech.edit(words ->
                        words.endsWith(mark) ? words.substring(0, words.length() - 1) : words)
                : speech;
    }
}
