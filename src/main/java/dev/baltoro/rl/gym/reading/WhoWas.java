package dev.baltoro.rl.gym.reading;

import dev.baltoro.rl.gym.Phrasings;
import dev.baltoro.rl.gym.Question;
import dev.baltoro.rl.gym.QuestionKind;
import dev.baltoro.rl.gym.WordAnswer;
import dev.baltoro.rl.gym.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// People come one after another, told pair by pair: who came first, or last? Difficulty 1 tells
/// the pairs in order, others shuffle them.
final class WhoWas {
    private static final Phrasings PHRASINGS =
            new Phrasings(
                    List.of(
                            "{text} Who came {end}?",
                            "{text} Who was {end}?",
                            "Who came {end}? {text}",
                            "{text} Tell me who came {end}."),
                    List.of(
                            "{text} Name the person who came {end}.",
                            "{text} And {end}, who was that?"));

    private WhoWas() {}

    /// {@return the kind}
    static QuestionKind kind() {
        return new QuestionKind("who-was", WhoWas::draw);
    }

    private static Question draw(SplittableRandom random, int difficulty) {
        int count = ReadingComprehension.facts(difficulty);
        List<String> names = Words.several(random, Words.NAMES, count);
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < count; i++) {
            pairs.add(
                    random.nextBoolean()
                            ? "%s came before %s.".formatted(names.get(i), names.get(i + 1))
                            : "%s came after %s.".formatted(names.get(i + 1), names.get(i)));
        }
        boolean first = random.nextBoolean();
        String text =
                String.join(
                        " ", difficulty == 1 ? pairs : Words.several(random, pairs, pairs.size()));
        Map<String, String> slots =
                Map.of(
                        "text",
                        text,
                        "end",
                        first ? "first" : "last",
                        "name",
                        first ? names.getFirst() : names.getLast());
        return Question.Checked.of(
                text + first,
                PHRASINGS,
                slots,
                new WordAnswer(first ? names.getFirst() : names.getLast(), Words.NAMES),
                "{name}",
                "{name}.",
                "{name} came {end}.");
    }
}
