package dev.baltoro.rl.gym.reading;

import dev.baltoro.rl.gym.NumberAnswer;
import dev.baltoro.rl.gym.Phrasings;
import dev.baltoro.rl.gym.Question;
import dev.baltoro.rl.gym.QuestionKind;
import dev.baltoro.rl.gym.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Each person has one of two things: how many have this one? At least one of them does.
final class HowMany {
    private static final Phrasings PHRASINGS =
            new Phrasings(
                    List.of(
                            "{text} How many have {athing}?",
                            "{text} How many people have {athing}?",
                            "How many have {athing}? {text}",
                            "{text} Tell me how many have {athing}."),
                    List.of(
                            "{text} Count the people with {athing}.",
                            "{text} {athing}: how many?"));

    private HowMany() {}

    /// {@return the kind}
    static QuestionKind kind() {
        return new QuestionKind("how-many", HowMany::draw);
    }

    private static Question draw(SplittableRandom random, int difficulty) {
        int count = ReadingComprehension.facts(difficulty);
        int with = random.nextInt(1, count + 1);
        List<String> names = Words.several(random, Words.NAMES, count);
        List<String> things = Words.several(random, Words.OBJECTS, 2);
        List<String> facts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String thing = things.get(i < with ? 0 : 1);
            facts.add(names.get(i) + " has " + Words.a(thing) + ".");
        }
        String text = String.join(" ", Words.several(random, facts, count));
        Map<String, String> slots =
                Map.of(
                        "text",
                        text,
                        "athing",
                        Words.a(things.getFirst()),
                        "number",
                        Integer.toString(with),
                        "have",
                        with == 1 ? "has" : "have");
        return Question.Checked.of(
                text + things.getFirst(),
                PHRASINGS,
                slots,
                NumberAnswer.of(with),
                "{number}",
                "{number} {have} {athing}.");
    }
}
