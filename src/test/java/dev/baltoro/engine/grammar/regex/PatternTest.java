package dev.baltoro.engine.grammar.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `-Dpatterns=100000` draws more patterns.
class PatternTest {
    private static final long SEED = Long.getLong("patterns.seed", 17);
    private static final int PATTERNS = Integer.getInteger("patterns", 500);
    private static final int TEXTS = 25;
    private static final int STATES_MAX = 1_000;

    private static Dfa dfa(String pattern, Reading reading) {
        return Patience.limited(() -> Dfa.of(PatternParser.parse(pattern, reading)));
    }

    private static Dfa small(String pattern, Reading reading) {
        return Patience.limited(() -> Dfa.of(PatternParser.parse(pattern, reading), STATES_MAX));
    }

    /// Two judges, neither of them ours: the JDK's regular expressions under a translation, and
    /// node's without one.
    @Test
    void drawnPatternsMatchWhatTheirMeaningSays() throws Exception {
        Random random = new Random(SEED);
        List<NodeRegExp.Question> questions = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        int matching = 0;
        int refused = 0;
        for (int i = 0; i < PATTERNS; i++) {
            RandomPattern drawn = RandomPattern.draw(random);
            List<String> texts =
                    drawn.texts(random, TEXTS).stream().filter(drawn::isForNode).toList();
            Dfa cautious;
            Dfa exact;
            Dfa generous;
            try {
                cautious = small(drawn.ecma(), Reading.CAUTIOUS);
                exact = small(drawn.ecma(), Reading.ECMA);
                generous = small(drawn.ecma(), Reading.GENEROUS);
            } catch (LanguageException tooLarge) {
                assertThat(tooLarge).hasMessageMatching("(?s).*(more than|states).*");
                refused++;
                continue;
            }
            Pattern java = Pattern.compile(drawn.java());
            StringBuilder answer = new StringBuilder();
            for (String text : texts) {
                String what =
                        "seed %d, pattern %d: %s on %s"
                                .formatted(SEED, i, drawn.ecma(), escaped(text));
                boolean matches = exact.matches(text);
                if (drawn.isForJava()) {
                    assertThat(matches)
                            .as(what + ", in Java " + drawn.java())
                            .isEqualTo(java.matcher(text).find());
                }
                assertThat(cautious.matches(text) && !matches)
                        .as("only cautious: " + what)
                        .isFalse();
                assertThat(matches && !generous.matches(text))
                        .as("not generous: " + what)
                        .isFalse();
                answer.append(matches ? 1 : 0);
                matching += matches ? 1 : 0;
            }
            questions.add(new NodeRegExp.Question(drawn.ecma(), texts));
            ours.add(answer.toString());
        }
        // Some of them have no small automaton: conditions within conditions multiply.
        assertThat(refused).isLessThan(PATTERNS / 20);
        assertThat(matching).isGreaterThan(PATTERNS * TEXTS / 10);
        List<String> answers = NodeRegExp.answers(questions);
        int tooLong = 0;
        for (int i = 0; i < questions.size(); i++) {
            if (answers.get(i).equals(NodeRegExp.TOO_LONG)) {
                tooLong++;
                continue;
            }
            assertThat(ours.get(i))
                    .as("seed %d, pattern %d: %s".formatted(SEED, i, questions.get(i)))
                    .isEqualTo(answers.get(i));
        }
        System.out.printf("%d patterns, %d too long for node%n", questions.size(), tooLong);
        assertThat(tooLong).isLessThan(PATTERNS / 50);
    }

    private static String escaped(String text) {
        StringBuilder result = new StringBuilder();
        text.codePoints()
                .forEach(c ->
                        result.append(
                                c >= ' ' && c < 0x7F
                                        ? Character.toString(c)
                                        : "\\u{%x}".formatted(c)));
        return result.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "(a)\\1 § the back-reference \\1",
                "(?<n>a)\\k<n> § the back-reference \\k",
                "\\012 § an octal escape",
                "(?>a) § an atomic group",
                "(?P=n) § a reference to a group",
                "(?#x) § a comment",
                "(?(1)a) § a condition on a group",
                "(?x)a § the flag x",
                "(?<=ab)c § looks behind at more than one letter",
                "\\p{Dash} § the property \\p{Dash}, which cannot be expressed",
                "\\p{scx=Common} § the property \\p{scx=Common}, which cannot be expressed",
                "\\p{Latin} § the unknown property \\p{Latin}",
                "\\p{script=Latin} § the unknown property",
                "\\p{lu} § the unknown property",
                "\\pL § lacks a {",
                "\\Aa\\z § \\A, which cannot be expressed",
                "\\xg0 § an escape without its digits",
                "\\u{110000} § not a code point",
                "\\u{} § not a code point",
                "\\c1 § a \\c without its letter",
                "a++ § repeats nothing",
                "a{2}{3} § repeats nothing",
                "{2} § repeats nothing",
                "^* § repeats nothing",
                "\\b+ § repeats nothing",
                "*a § repeats nothing",
                "a{3,2} § at least 3 and at most 2",
                "[b-a] § a range that ends before it begins",
                "[a § a [ without ]",
                "(a § lacks a )",
                "a) § one ) too many",
                "a\\ § ends with a backslash",
                "(?<1>a) § a group named",
                "(?:a\\b){5000} § too many conditions",
                "(a|b)*a(a|b){20} § more than 20000 automaton states"
            })
    void whatIsRefusedIsNamed(String pattern, String said) {
        assertThatThrownBy(() -> dfa(pattern, Reading.CAUTIOUS))
                .isInstanceOf(LanguageException.class)
                .hasMessageNotContaining("\n")
                .hasMessageContaining(said);
    }

    /// What no judge at hand has: flags inside of a pattern, and what is read as without `u`.
    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "`(?i)^aé[x-z]$` § `AéY` § true",
                "`(?i)^é$` § `É` § false",
                "`(?i)^[^k]$` § `\u212a` § false",
                "`(?i)^[^k]$` § `K` § false",
                "`^(?i:a)b$` § `Ab` § true",
                "`^(?i:a)b$` § `AB` § false",
                "`^(?i:(?-i:a)b)$` § `aB` § true",
                "`^(?i:(?-i:a)b)$` § `Ab` § false",
                "`^(?s:.)$` § `\n` § true",
                "`^(?s).$` § `\u2028` § true",
                "`(?m)^b$` § `a\nb` § true",
                "`^b$` § `a\nb` § false",
                "`^(?P<year>[0-9]{4})$` § `2026` § true",
                "`^[\\w-.]+$` § `a-.b` § true",
                "`^a{,5}$` § `a{,5}` § true",
                "`^\\-\\_\\@$` § `-_@` § true",
                "`^x{1$` § `x{1` § true",
                "`^]}$` § `]}` § true",
                "`^\\ud83d\\ude00$` § `😀` § true",
                "`^.$` § `😀` § true",
                "`^[^\\ud83d]$` § `😀` § true",
                "`^[]$|^[^]$` § `\n` § true",
                "`^\\S$` § `\u0085` § false",
                "`^\\s$` § `\u00a0` § false",
                "`^.$` § `\u0085` § false"
            })
    void whatOthersReadIsReadTheirWay(String pattern, String text, boolean matches) {
        assertThat(dfa(pattern, Reading.CAUTIOUS).matches(text)).isEqualTo(matches);
    }
}
