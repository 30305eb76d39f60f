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
record WhoHas() implements QuestionKind {
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

    @Override
    public String name() {
        return "who-has";
    }

    @Override
    public Phrasings phrasings() {
        return PHRASINGS;
    }

    @Override
    public Question draw(SplittableRandom random, int difficulty) {
        int count = Reading.facts(difficulty);
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
        return new Question.Checked(
                text + thing,
                slots,
                new WordAnswer(name, Words.NAMES),
                chance ->
                        Phrasings.oneOf(
                                chance, slots, "{name}", "{name}.", "{name} has the {thing}."));
    }
}
