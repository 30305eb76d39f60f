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

/// A thing goes from hand to hand: who has it in the end? Never in training.
final class GivenAway {
    private static final Phrasings PHRASINGS =
            new Phrasings(
                    List.of("{text} Who has the {thing}?", "{text} Who has the {thing} now?"),
                    List.of("{text} Name the person with the {thing}."));

    private GivenAway() {}

    /// {@return the kind}
    static QuestionKind kind() {
        return new QuestionKind("given-away", GivenAway::draw);
    }

    private static Question draw(SplittableRandom random, int difficulty) {
        int count = ReadingComprehension.facts(difficulty);
        List<String> names = Words.several(random, Words.NAMES, count);
        String thing = Words.pick(random, Words.OBJECTS);
        List<String> facts = new ArrayList<>();
        facts.add(names.getFirst() + " has " + Words.a(thing) + ".");
        for (int i = 1; i < count; i++) {
            facts.add("%s gives the %s to %s.".formatted(names.get(i - 1), thing, names.get(i)));
        }
        String text = String.join(" ", facts);
        Map<String, String> slots = Map.of("text", text, "name", names.getLast(), "thing", thing);
        return Question.Checked.of(
                text,
                PHRASINGS,
                slots,
                new WordAnswer(names.getLast(), Words.NAMES),
                "{name}",
                "{name}.",
                "{name} has the {thing}.");
    }
}
