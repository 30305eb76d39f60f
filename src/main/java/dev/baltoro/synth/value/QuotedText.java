package dev.baltoro.synth.value;

import dev.baltoro.synth.value.Value.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.StringNode;

/// QuotedText that a request brings along.
final class QuotedText {
    private QuotedText() {}

    /// {@return a text of one line: usually in quotes; form `bare` without any}
    static Value said(String text) {
        List<Said> said = new ArrayList<>();
        if (!text.contains("'")) {
            Places.add(said, "'" + text + "'", "", 3);
        }
        if (!text.contains("\"")) {
            Places.add(said, "\"" + text + "\"", "", 3);
        }
        if (!text.contains("`")) {
            Places.add(said, "`" + text + "`", "", 1);
        }
        Places.add(said, "“" + text + "”", "", 1);
        Places.add(said, "«" + text + "»", "", text.length() % 4 == 0 ? 1 : 0);
        return new Value(
                StringNode.valueOf(text),
                said,
                Map.of("bare", List.of(new Said(text)), "quoted", said));
    }

    /// {@return several lines, each as it is; form `fenced` puts them between fences}
    static Value lines(List<String> lines) {
        String text = String.join("\n", lines);
        return new Value(
                StringNode.valueOf(text),
                List.of(new Said(text)),
                Map.of(
                        "bare", List.of(new Said(text)),
                        "fenced", List.of(new Said("```\n" + text + "\n```"))));
    }

    /// {@return the old text with something else in it}
    static String changed(Draws draw, String old) {
        java.util.regex.Matcher number =
                java.util.regex.Pattern.compile("\\d+(\\.\\d+)?").matcher(old);
        if (number.find() && draw.chance(0.7)) {
            String digits = number.group();
            String next =
                    digits.contains(".")
                            ? InventedFolders.price(draw)
                            : Integer.toString(
                                    draw.between(
                                            1,
                                            10
                                                    * Math.max(
                                                            10,
                                                            Math.min(
                                                                    9999,
                                                                    Integer.parseInt(
                                                                            digits.length() > 6
                                                                                    ? "99"
                                                                                    : digits)))));
            return old.substring(0, number.start()) + next + old.substring(number.end());
        }
        String[] words = old.split(" ", -1);
        if (words.length == 1 || draw.chance(0.3)) {
            return draw.chance(0.5) ? Notes.line(draw) : CommonWords.word(draw);
        }
        int at = draw.below(words.length);
        if (!words[at].chars().allMatch(Character::isLetter)) {
            return old + " " + CommonWords.word(draw);
        }
        words[at] = CommonWords.word(draw);
        return String.join(" ", words);
    }
}
