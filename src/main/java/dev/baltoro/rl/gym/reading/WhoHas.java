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

/// Each person has a thing: who has this one?
final class WhoHas {
    private static final Phrasings PHRASINGS =
            new Phrasings(
                    List.of(
                            "{text} Who has the {thing}?",
                            "{text} Who has {athing}?",
                            "Who has the {thing}? {text}",
                            "{text} Tell me who has the {thing}."),
                    List.of(
                            "{text} Name the person with the {thing}.",
                            "{text} The {thing}: who has it?"));

    private WhoHas() {}

    /// {@return the kind}
    static QuestionKind kind() {
        return new QuestionKind("who-has", WhoHas::draw);
    }

    private static Question draw(SplittableRandom random, int difficulty) {
        int count = ReadingComprehension.facts(difficulty);
        List<String> names = Words.several(random, Words.NAMES, count);
        List<String> things = Words.several(random, Words.OBJECTS, count);
        List<String> facts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            facts.add(names.get(i) + " has " + Words.a(things.get(i)) + ".");
        }
        int asked = random.nextInt(count);
        String name = names.get(asked);
        String thing = things.get(asked);
        String text = String.join(" ", facts);
        Map<String, String> slots =
                Map.of("text", text, "name", name, "thing", thing, "athing", Words.a(thing));
        return Question.Checked.of(
                text + thing,
                PHRASINGS,
                slots,
                new WordAnswer(name, Words.NAMES),
                "{name}",
                "{name}.",
                "{name} has the {thing}.");
    }
}
