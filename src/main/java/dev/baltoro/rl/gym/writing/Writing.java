package dev.baltoro.rl.gym.writing;

import dev.baltoro.agent.world.Rubric;
import dev.baltoro.agent.world.Rubric.Criterion;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.Phrasings;
import dev.baltoro.rl.gym.Question;
import dev.baltoro.rl.gym.QuestionGym;
import dev.baltoro.rl.gym.QuestionKind;
import dev.baltoro.rl.gym.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// Stories, poems, letters and open questions, judged by a rubric: what the task asks for is
/// mandatory, the rest of the rubric says what is good of its kind.
///
/// The difficulty is the number of things that have to come up. There is no chance level: a judge
/// compares answers with each other. The new kind is a dialogue.
public final class Writing {
    private static final int DIFFICULTY_MAX = 4;

    private static final Phrasings STORY =
            new Phrasings(
                    List.of(
                            "Tell a short story about {name}. It has {things}.",
                            "Write a short story with {name} and {things}.",
                            "{name}, {things}: make it a short story."),
                    List.of("I would like to read a short story about {name} and {things}."));
    private static final Phrasings POEM =
            new Phrasings(
                    List.of(
                            "Write a short poem about {things}.",
                            "A few lines of verse about {things}, please.",
                            "Make a short poem with {things}."),
                    List.of("Put {things} into a short poem."));
    private static final Phrasings LETTER =
            new Phrasings(
                    List.of(
                            "Write a short letter to {name} about {things}.",
                            "Help me write to {name} about {things}.",
                            "A short letter to {name}, please. It is about {things}."),
                    List.of("{name} should get a short letter about {things}."));
    private static final Phrasings OPEN =
            new Phrasings(
                    List.of(
                            "Why might somebody keep {things} in the {place}?",
                            "What could one do with {things} in the {place}?",
                            "What would you do with {things} in the {place}?"),
                    List.of("{things}, in the {place}. What for?"));
    private static final Phrasings DIALOGUE =
            new Phrasings(
                    List.of(
                            "Write a short talk between {name} and {other} about {things}.",
                            "{name} and {other} talk about {things}. Write what they say."),
                    List.of("What do {name} and {other} say to each other about {things}?"));

    private Writing() {}

    /// {@return the gym}
    public static Gym gym() {
        return new QuestionGym(
                "writing",
                "writing",
                "write something that a reader likes, or answer an open question",
                "Answer.",
                DIFFICULTY_MAX,
                List.of(
                        kind(
                                "story",
                                STORY,
                                "name",
                                good(
                                        "plot",
                                        "Something happens: it has a beginning, a turn and an end.")),
                        kind(
                                "poem",
                                POEM,
                                "",
                                good(
                                        "verse",
                                        "It stands in lines that sound well together, by rhyme or by rhythm.")),
                        kind(
                                "letter",
                                LETTER,
                                "name",
                                good(
                                        "address",
                                        "It speaks to the person, as a letter does, and comes to a point.")),
                        kind(
                                "open",
                                OPEN,
                                "",
                                good(
                                        "idea",
                                        "It commits to one sensible answer and gives a reason for it."))),
                List.of(
                        kind(
                                "dialogue",
                                DIALOGUE,
                                "name other",
                                good(
                                        "voices",
                                        "Two people speak in turn and answer each other."))));
    }

    private static Criterion good(String name, String text) {
        return new Criterion(name, text, false);
    }

    /// @param people the slots of the people who have to come up, with spaces between them
    private static QuestionKind kind(
            String name, Phrasings phrasings, String people, Criterion ofKind) {
        return new QuestionKind(
                name,
                (random, difficulty) -> {
                    Map<String, String> slots = new HashMap<>();
                    List<String> names = Words.several(random, Words.NAMES, 2);
                    slots.put("name", names.getFirst());
                    slots.put("other", names.getLast());
                    slots.put("place", Words.pick(random, Words.PLACES));
                    List<String> things = things(random, difficulty);
                    slots.put("things", join(things.stream().map(Words::a).toList()));
                    List<String> due = new ArrayList<>(things);
                    for (String person : people.split(" ")) {
                        if (slots.containsKey(person)) {
                            due.add(slots.get(person));
                        }
                    }
                    String key = Phrasings.fill(phrasings.trained().getFirst(), slots);
                    return new Question.Judged(key, phrasings, slots, rubric(due, ofKind));
                });
    }

    private static List<String> things(SplittableRandom random, int count) {
        return Words.several(random, Words.OBJECTS, count).stream()
                .map(thing -> Words.pick(random, Words.ADJECTIVES) + " " + thing)
                .toList();
    }

    private static String join(List<String> things) {
        return things.size() == 1
                ? things.getFirst()
                : String.join(", ", things.subList(0, things.size() - 1))
                        + " and "
                        + things.getLast();
    }

    private static Rubric rubric(List<String> due, Criterion ofKind) {
        String all = due.stream().map(one -> "\"" + one + "\"").collect(Collectors.joining(", "));
        return new Rubric(
                List.of(
                        new Criterion(
                                "asked",
                                "All of these come up as a part of the text: " + all + ".",
                                true),
                        ofKind,
                        good(
                                "whole",
                                "Its sentences are whole, belong together and do not repeat each other."),
                        good(
                                "vivid",
                                "It has a detail of its own that the request did not give.")));
    }
}
