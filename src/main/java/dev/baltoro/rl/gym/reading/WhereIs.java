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

/// People are in places, and from difficulty 2 on one of them moves: where is this one now?
final class WhereIs {
    private static final Phrasings PHRASINGS =
            new Phrasings(
                    List.of(
                            "{text} Where is {name}?",
                            "{text} Where is {name} now?",
                            "Where is {name}? {text}",
                            "{text} Tell me where {name} is."),
                    List.of("{text} Name the place that {name} is in.", "{text} {name}: where?"));

    private WhereIs() {}

    /// {@return the kind}
    static QuestionKind kind() {
        return new QuestionKind("where-is", WhereIs::draw);
    }

    private static Question draw(SplittableRandom random, int difficulty) {
        boolean moves = difficulty > 1;
        int count = ReadingComprehension.facts(difficulty) - (moves ? 1 : 0);
        List<String> names = Words.several(random, Words.NAMES, count);
        List<String> places = Words.several(random, Words.PLACES, count + 1);
        List<String> facts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            facts.add("%s is in the %s.".formatted(names.get(i), places.get(i)));
        }
        int asked = random.nextInt(count);
        String place = places.get(asked);
        if (moves) {
            int moved = random.nextInt(count);
            facts.add("%s goes to the %s.".formatted(names.get(moved), places.getLast()));
            place = moved == asked ? places.getLast() : place;
        }
        String text = String.join(" ", facts);
        Map<String, String> slots = Map.of("text", text, "name", names.get(asked), "place", place);
        return Question.Checked.of(
                text + names.get(asked),
                PHRASINGS,
                slots,
                new WordAnswer(place, Words.PLACES),
                "In the {place}.",
                "{name} is in the {place}.");
    }
}
