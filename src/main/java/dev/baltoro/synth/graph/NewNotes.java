package dev.baltoro.synth.graph;

import dev.baltoro.synth.value.CommonWords;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.OddWords;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Value;
import java.util.List;
import tools.jackson.databind.node.StringNode;

/// NewNotes as they are to be written, and details of which the value is not told.
final class NewNotes {
    private static final List<String> QUOTES =
            List.of("'%s'", "\"%s\"", "'%s'", "\"%s\"", "“%s”", "«%s»");

    private static final double ODD = 0.2;

    private NewNotes() {}

    /// {@return a note in quotation marks; form `bare` without}
    static Value note(Situation situation, int index) {
        Draws draw = situation.draw();
        String text =
                draw.chance(ODD)
                        ? OddWords.phrase(draw)
                        : draw.chance(0.6)
                                ? Predicates.WORDS.say("note", draw)
                                : capital(
                                        Predicates.of(Predicates.type(situation, index), draw)
                                                .text(),
                                        draw);
        List<String> fit =
                QUOTES.stream().filter(marks -> text.indexOf(marks.charAt(0)) < 0).toList();
        return Value.of(StringNode.valueOf(text), draw.pick(fit).formatted(text))
                .form("bare", text);
    }

    private static String capital(String text, Draws draw) {
        return draw.chance(0.6) ? Character.toUpperCase(text.charAt(0)) + text.substring(1) : text;
    }

    /// {@return a note that has its own subject: `the door handle is loose`, the argument with a
    /// capital letter}
    static Value clause(Situation situation, int index) {
        String text = Predicates.WORDS.say("clause", situation.draw());
        return Value.of(StringNode.valueOf(CommonWords.capital(text)), text)
                .form("capital", CommonWords.capital(text));
    }

    static Value detail(Situation situation, int index) {
        return Value.of(Predicates.WORDS.say("detail", situation.draw()));
    }

    /// {@return a person's name that the store does not have}
    static Value fellow(Situation situation, int index) {
        Draws draw = situation.draw();
        return Value.of(CommonWords.firstName(draw) + " " + CommonWords.lastName(draw));
    }

    /// {@return what a person does: `baker in Turin`}
    static Value trade(Situation situation, int index) {
        return Value.of(Predicates.WORDS.say("trade", situation.draw()));
    }
}
