package dev.baltoro.synth.value;

import dev.baltoro.synth.value.Value.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.IntNode;

/// QuotedText and whole numbers.
enum TextSlots implements Slot {
    /// A line of text, in quotes; `bare` without.
    TEXT,
    /// Several lines.
    LINES,
    /// What stands in place of `old`.
    NEW,
    /// A few of something: 2 to 2000, in digits or words.
    COUNT,
    /// A word.
    WORD,
    /// Something to do.
    TASK;

    @Override
    public Value draw(Situation situation, int index) {
        Draws draw = situation.draw();
        return switch (this) {
            case TEXT -> QuotedText.said(text(draw));
            case LINES -> QuotedText.lines(lines(draw));
            case NEW -> QuotedText.said(renewed(situation, draw, index));
            case COUNT -> count(draw, situation.language());
            case WORD -> QuotedText.said(CommonWords.word(draw));
            case TASK -> QuotedText.said(Notes.task(draw));
        };
    }

    private static String text(Draws draw) {
        String text =
                draw.chance(0.15)
                        ? Notes.line(draw) + draw.pick(". ", ", ", " - ", "; ") + Notes.line(draw)
                        : Notes.line(draw);
        return switch (draw.weighted(80, 8, 6, 6)) {
            case 0 -> text;
            case 1 ->
                    draw.pick("She said \"", "Label: \"", "print(\"")
                            + CommonWords.word(draw)
                            + "\""
                            + draw.pick("", ".", " twice");
            case 2 ->
                    CommonWords.pick(draw, "kanji")
                            + draw.pick("を確認", "の件", "：")
                            + CommonWords.pick(draw, "kanji");
            default -> text + draw.pick(" ✓", " 😀", " €", " → ok", " ½", " …", " 100 %");
        };
    }

    private static List<String> lines(Draws draw) {
        List<String> lines = new ArrayList<>();
        int count = draw.between(2, 4);
        switch (draw.below(4)) {
            case 0 -> {
                for (int i = 0; i < count; i++) {
                    lines.add(CommonWords.word(draw));
                }
            }
            case 1 -> {
                lines.add(CommonWords.word(draw) + "," + CommonWords.word(draw));
                for (int i = 1; i < count; i++) {
                    lines.add(CommonWords.word(draw) + "," + draw.between(1, 99));
                }
            }
            case 2 -> {
                for (int i = 0; i < count; i++) {
                    lines.add(draw.pick("- ", "* ") + Notes.task(draw));
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    lines.add(Notes.line(draw));
                }
            }
        }
        return lines;
    }

    private static String renewed(Situation situation, Draws draw, int index) {
        String old =
                situation
                        .value(Situation.key("old", index))
                        .map(value -> value.json().asString())
                        .orElse("");
        String changed = old.isEmpty() ? Notes.line(draw) : QuotedText.changed(draw, old);
        return changed.equals(old) ? old + " " + CommonWords.word(draw) : changed;
    }

    private static Value count(Draws draw, SpokenLanguage language) {
        int number =
                switch (draw.weighted(5, 3, 2, 1)) {
                    case 0 -> draw.between(2, 12);
                    case 1 -> 5 * draw.between(1, 20);
                    case 2 -> draw.between(11, 99);
                    default -> draw.between(100, 2000);
                };
        String digits = Integer.toString(number);
        String words = NumberWords.words(number, language);
        List<Said> said = new ArrayList<>();
        Places.add(said, digits, "", 5);
        Places.add(said, words, "", 4);
        if (number == 12 && language == SpokenLanguage.ENGLISH) {
            Places.add(said, "dozen", "", 1);
        }
        return new Value(
                IntNode.valueOf(number),
                said,
                Map.of("digits", List.of(new Said(digits)), "word", List.of(new Said(words))));
    }

    @Override
    public Unsaid unsaid() {
        return switch (this) {
            case COUNT ->
                    new Unsaid(
                            List.of(
                                    "X",
                                    "N",
                                    "n",
                                    "x",
                                    "some",
                                    "a few",
                                    "a couple of",
                                    "___",
                                    "however many",
                                    "a certain number of",
                                    "?",
                                    "a handful of",
                                    "…"),
                            List.of(
                                    "How many?",
                                    "How many would you like?",
                                    "What number should it be?",
                                    "How many do you need?"),
                            List.of("how many", "number"));
            case TEXT, LINES ->
                    new Unsaid(
                            List.of(),
                            List.of(
                                    "What should it say?",
                                    "What text should I write?",
                                    "What should the content be?"),
                            List.of("what", "text", "content", "say"));
            case NEW ->
                    new Unsaid(
                            List.of(
                                    "something else",
                                    "something better",
                                    "another word",
                                    "the new value",
                                    "X",
                                    "..."),
                            List.of(
                                    "What should it say instead?",
                                    "What should I replace it with?",
                                    "With what?"),
                            List.of("what", "instead", "replace"));
            case WORD, TASK -> Unsaid.NONE;
        };
    }
}
