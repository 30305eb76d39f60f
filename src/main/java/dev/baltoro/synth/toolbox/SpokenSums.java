package dev.baltoro.synth.toolbox;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.NumberWords;
import dev.baltoro.synth.value.Slot;
import dev.baltoro.synth.value.Value;
import dev.baltoro.synth.words.Lexicon;
import dev.baltoro.synth.words.WordFile;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.StringNode;

/// SpokenSums, written (`3.5 * (2 + 7)`) and in words (`12 percent of 340`), each with an
/// expression in the notation that calculators read.
///
/// @param expression with `#x` for numbers
/// @param says ways to say it, with the same numbers
record SpokenSums(String expression, List<Lexicon> says) {
    private static final String SAYS = " <= ";
    private static final Pattern OPERAND = Pattern.compile("#([a-z])");
    private static final List<SpokenSums> ALL =
            WordFile.lines("sums").stream().map(SpokenSums::parse).toList();

    static Map<String, Slot> slots() {
        return Map.of(
                "sum",
                (situation, index) -> inWords(situation.draw()),
                "formula",
                (situation, index) -> WrittenSums.draw(situation.draw()));
    }

    private static SpokenSums parse(String line) {
        String[] parts = line.split(SAYS);
        return new SpokenSums(
                parts[0], List.of(parts[1].split(" \\| ")).stream().map(Lexicon::phrase).toList());
    }

    private static Value inWords(Draws draw) {
        SpokenSums sum = draw.pick(ALL);
        String said = draw.pick(sum.says).say(Lexicon.PHRASE, draw);
        Map<String, Operand> operands = new LinkedHashMap<>();
        for (String source : List.of(sum.expression, said)) {
            Matcher matcher = OPERAND.matcher(source);
            while (matcher.find()) {
                operands.computeIfAbsent(matcher.group(1), kind -> Operand.draw(kind, draw));
            }
        }
        return Value.of(
                StringNode.valueOf(filled(sum.expression, operands, false)),
                filled(said, operands, true).replace("#", ""));
    }

    private static String filled(String text, Map<String, Operand> operands, boolean said) {
        Matcher matcher = OPERAND.matcher(text);
        List<MatchedText> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(new MatchedText(matcher.start(), matcher.end(), matcher.group(1)));
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (MatchedText match : found) {
            Operand operand = operands.getOrDefault(match.kind, new Operand("0", "0"));
            boolean glued =
                    match.end < text.length()
                                    && !" ,?)".contains(text.substring(match.end, match.end + 1))
                            || match.start > 0
                                    && "$£√∛-(".indexOf(text.charAt(match.start - 1)) >= 0;
            out.append(text, at, match.start)
                    .append(said && !glued ? operand.said : operand.digits);
            at = match.end;
        }
        return out.append(text.substring(at)).toString();
    }

    private record MatchedText(int start, int end, String kind) {}

    /// A number in a sum.
    ///
    /// @param digits as calculators read it
    /// @param said as people write it
    record Operand(String digits, String said) {
        static Operand draw(String kind, Draws draw) {
            return switch (kind) {
                case "d" -> whole(draw.between(2, 9), draw, 0.3);
                case "i", "j", "k" ->
                        whole(
                                draw.chance(0.7) ? draw.between(2, 30) : draw.between(2, 120),
                                draw,
                                0.3);
                case "p", "q" ->
                        draw.chance(0.8)
                                ? whole(
                                        draw.pick(5, 10, 15, 20, 25, 30, 50, draw.between(1, 99)),
                                        draw,
                                        0.1)
                                : decimal(draw.between(1, 399), 1);
                case "s" ->
                        whole(draw.chance(0.5) ? square(draw) : draw.between(10, 5000), draw, 0.25);
                case "x", "y", "z" ->
                        draw.chance(0.8)
                                ? decimal(draw.between(100, 50000), 2)
                                : whole(draw.between(2, 900), draw, 0);
                default ->
                        draw.chance(0.75)
                                ? whole(
                                        draw.chance(0.6)
                                                ? draw.between(2, 200)
                                                : draw.between(100, 20000),
                                        draw,
                                        0.2)
                                : decimal(draw.between(1, 9999), draw.between(1, 2));
            };
        }

        private static int square(Draws draw) {
            int root = draw.between(3, 50);
            return root * root;
        }

        private static Operand whole(int number, Draws draw, double words) {
            String digits = Integer.toString(number);
            if (draw.chance(words)) {
                return new Operand(digits, NumberWords.words(number));
            }
            return new Operand(
                    digits, number >= 1000 && draw.chance(0.15) ? Numerals.commas(number) : digits);
        }

        private static Operand decimal(int number, int places) {
            String digits = Numerals.digits(BigDecimal.valueOf(number, places));
            return new Operand(digits, digits);
        }
    }
}
