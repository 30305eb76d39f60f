package dev.baltoro.rl.gym;

import dev.baltoro.agent.world.Verdict;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The answer is a number. Only one place of an answer counts, so that steps may stand before it
/// and a list of guesses is no use: in the last sentence that has a number, what stands behind its
/// last `=`, `:`, `is` or the like, or all of it where no number stands behind one. There must be
/// exactly one number there, and no `not` or `or`.
///
/// Partial credit `format`: the answer has one number in its place, right or wrong.
///
/// @param expected the right one
public record NumberAnswer(BigDecimal expected) implements Check {
    private static final int DIGITS_MAX = 30;
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?;]+(?:\\s+|$)|\\R");
    private static final Pattern LEAD =
            Pattern.compile("(?i)=|:|\\b(?:is|are|was|were|has|have|had|makes?|gives?|equals?)\\b");
    private static final Pattern NUMBER =
            Pattern.compile("(?:(?<![\\d)])-)?(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?");
    private static final Pattern UNSURE = Pattern.compile("(?i)\\bor\\b|\\bnot\\b|n't\\b|/");

    /// {@return a check for a whole number}
    public static NumberAnswer of(long expected) {
        return new NumberAnswer(BigDecimal.valueOf(expected));
    }

    @Override
    public Verdict of(String answer) {
        List<String> numbers = stated(answer);
        if (numbers.size() != 1) {
            String reason = "it states %d numbers where one is due".formatted(numbers.size());
            return Verdict.of(false, reason).with(Map.of("format", 0.0));
        }
        String text = numbers.getFirst().replace(",", "");
        boolean right =
                text.length() <= DIGITS_MAX && new BigDecimal(text).compareTo(expected) == 0;
        return Verdict.of(right, right ? "right" : "wrong number").with(Map.of("format", 1.0));
    }

    private static List<String> stated(String answer) {
        String sentence =
                Arrays.stream(SENTENCE_END.split(answer.replace('\u2212', '-')))
                        .filter(one -> NUMBER.matcher(one).find())
                        .reduce("", (_, last) -> last);
        String end =
                LEAD.matcher(sentence)
                        .results()
                        .map(lead -> sentence.substring(lead.end()))
                        .filter(rest -> NUMBER.matcher(rest).find())
                        .reduce(sentence, (_, last) -> last);
        return UNSURE.matcher(end).find()
                ? List.of()
                : NUMBER.matcher(end).results().map(MatchResult::group).toList();
    }
}
