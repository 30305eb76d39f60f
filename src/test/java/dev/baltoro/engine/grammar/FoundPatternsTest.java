package dev.baltoro.engine.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.grammar.regex.Dfa;
import dev.baltoro.engine.grammar.regex.Distance;
import dev.baltoro.engine.grammar.regex.LanguageException;
import dev.baltoro.engine.grammar.regex.NodeRegExp;
import dev.baltoro.engine.grammar.regex.Patience;
import dev.baltoro.engine.grammar.regex.PatternParser;
import dev.baltoro.engine.grammar.regex.Reading;
import dev.baltoro.engine.grammar.regex.Regex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Texts drawn from the automata of patterns that people wrote, judged by node's `RegExp` (with the
/// flag `u`, without it where a pattern is malformed with it). `-Dpatterns=5000` takes all of them.
class FoundPatternsTest {
    private static final long SEED = Long.getLong("patterns.seed", 29);
    private static final int PATTERNS = Integer.getInteger("patterns", 300);
    private static final int TEXTS = 12;
    private static final int LENGTH = 40;
    private static final String LETTERS =
            "abcxyzABCXYZ0123456789 _-./:@+,;!?#$%&*()[]{}<>=|\\\"'^`~\t\n\r\u0085\u00a0\u00e9\u00fc\u0142\u2028\u3000\u6771\ufeff\ud83d\ude00";
    private static final int[] CODE_POINTS = LETTERS.codePoints().toArray();

    @Test
    void whatIsDrawnFromAPatternMatchesIt() throws Exception {
        Set<String> found = new LinkedHashSet<>();
        MaskBench.cases().forEach(example -> patterns(example.schema(), found));
        List<String> patterns = new ArrayList<>(found);
        Collections.shuffle(patterns, new Random(SEED));
        Random random = new Random(SEED);
        List<NodeRegExp.Question> drawn = new ArrayList<>();
        List<NodeRegExp.Question> changed = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        int refused = 0;
        int tried = Math.min(PATTERNS, patterns.size());
        for (String pattern : patterns.subList(0, tried)) {
            Dfa cautious;
            Dfa exact;
            try {
                cautious = Patience.limited(() -> Dfa.of(PatternParser.parse(pattern)));
                Regex regex = PatternParser.parse(pattern, Reading.ECMA);
                exact = Patience.limited(() -> Dfa.of(regex));
            } catch (LanguageException cannot) {
                refused++;
                continue;
            }
            List<String> texts = new ArrayList<>();
            List<String> others = new ArrayList<>();
            StringBuilder answer = new StringBuilder();
            for (int i = 0; i < TEXTS && cautious.distance(0) < Distance.NONE; i++) {
                texts.add(draw(cautious, random));
                String other = change(texts.getLast(), random);
                others.add(other);
                answer.append(exact.matches(other) ? 1 : 0);
            }
            drawn.add(new NodeRegExp.Question(pattern, texts));
            changed.add(new NodeRegExp.Question(pattern, others));
            ours.add(answer.toString());
        }
        assertThat(refused).isLessThan(tried / 50);
        List<String> answers = NodeRegExp.answers(drawn);
        List<String> changedAnswers = NodeRegExp.answers(changed);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < drawn.size(); i++) {
            if (!answers.get(i).matches("1*")) {
                wrong.add("drawn: %s %s".formatted(answers.get(i), drawn.get(i)));
            }
            if (!changedAnswers.get(i).equals(ours.get(i))) {
                wrong.add(
                        "changed: %s, ours %s, %s"
                                .formatted(changedAnswers.get(i), ours.get(i), changed.get(i)));
            }
        }
        assertThat(wrong).as("seed %d", SEED).isEmpty();
    }

    private static void patterns(JsonNode node, Set<String> found) {
        if (node.path("pattern").isString()) {
            found.add(node.path("pattern").stringValue());
        }
        if (node.path("patternProperties").isObject()) {
            found.addAll(node.path("patternProperties").propertyNames());
        }
        node.forEach(child -> patterns(child, found));
    }

    private static String draw(Dfa dfa, Random random) {
        StringBuilder text = new StringBuilder();
        int state = 0;
        while (true) {
            boolean closing = text.length() >= LENGTH;
            if (dfa.accepts(state) && (closing || random.nextInt(6) == 0)) {
                return text.toString();
            }
            int letter = next(dfa, state, closing, random);
            if (letter < 0) {
                return text.toString();
            }
            text.appendCodePoint(letter);
            state = dfa.next(state, letter);
        }
    }

    /// {@return a code point that may come, -1 if the text is at its end}
    private static int next(Dfa dfa, int state, boolean closing, Random random) {
        int best = -1;
        int shortest = closing ? dfa.distance(state) : Distance.NONE;
        int from = random.nextInt(CODE_POINTS.length);
        for (int i = 0; i < CODE_POINTS.length; i++) {
            int letter = CODE_POINTS[(from + i) % CODE_POINTS.length];
            int to = dfa.next(state, letter);
            if (to != Dfa.DEAD && dfa.distance(to) < shortest) {
                if (!closing) {
                    return letter;
                }
                best = letter;
                shortest = dfa.distance(to);
            }
        }
        for (int letter = 0; best < 0 && letter <= Character.MAX_CODE_POINT; letter++) {
            boolean surrogate = letter >= 0xD800 && letter <= 0xDFFF;
            int to = surrogate ? Dfa.DEAD : dfa.next(state, letter);
            if (to != Dfa.DEAD && dfa.distance(to) < Math.max(shortest, dfa.distance(state))) {
                best = letter;
            }
        }
        return best;
    }

    private static String change(String text, Random random) {
        int[] codePoints = text.codePoints().toArray();
        if (codePoints.length == 0) {
            return Character.toString(CODE_POINTS[random.nextInt(CODE_POINTS.length)]);
        }
        codePoints[random.nextInt(codePoints.length)] =
                CODE_POINTS[random.nextInt(CODE_POINTS.length)];
        return new String(codePoints, 0, codePoints.length);
    }
}
