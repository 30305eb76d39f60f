package dev.baltoro.rl.gym.faithfulness;

import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.Phrasings;
import dev.baltoro.rl.gym.Question;
import dev.baltoro.rl.gym.QuestionGym;
import dev.baltoro.rl.gym.QuestionKind;
import dev.baltoro.rl.gym.Words;
import dev.baltoro.rl.gym.faithfulness.Fact.Relation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// Answers from a given text, and the answer that the text does not say it. A sentence without
/// support in the text loses, however true.
///
/// Difficulty 1 to 4: 3, 4, 6 and 9 facts. The new kind asks for all that a text says about
/// somebody. Chance: always `Not stated.` wins the quarter of tasks that lack an answer; a guess
/// among the words of the right kind wins 1 in 2 of the others at difficulty 1, 1 in 5 at 4.
public final class Faithfulness {
    private static final int[] FACTS = {3, 4, 6, 9};

    private static final Phrasings WHAT =
            new Phrasings(
                    List.of(
                            "{text} What does {name} have?",
                            "What does {name} have? {text}",
                            "{text} Tell me what {name} has.",
                            "{text} Which thing does {name} have?"),
                    List.of("{text} Name the thing that {name} has."));
    private static final Phrasings WHERE =
            new Phrasings(
                    List.of(
                            "{text} Where is {name}?",
                            "Where is {name}? {text}",
                            "{text} Tell me where {name} is.",
                            "{text} In which place is {name}?"),
                    List.of("{text} Name the place that {name} is in."));
    private static final Phrasings WHOM =
            new Phrasings(
                    List.of(
                            "{text} Who does {name} know?",
                            "Who does {name} know? {text}",
                            "{text} Tell me who {name} knows.",
                            "{text} Which person does {name} know?"),
                    List.of("{text} Name the person that {name} knows."));
    private static final Phrasings ABOUT =
            new Phrasings(
                    List.of("{text} What do we know about {name}?", "{text} Tell me about {name}."),
                    List.of("{text} Say all about {name}."));

    private Faithfulness() {}

    /// {@return the gym}
    public static Gym gym() {
        return new QuestionGym(
                "faithfulness",
                "faithfulness",
                "answer from a text, or say that it is not stated",
                "Answer from the text or say: not stated.",
                FACTS.length,
                List.of(
                        kind("what", Relation.HAS),
                        kind("where", Relation.IN),
                        kind("whom", Relation.KNOWS),
                        new QuestionKind("missing", Faithfulness::missing)),
                List.of(new QuestionKind("about", Faithfulness::about)));
    }

    private static QuestionKind kind(String name, Relation relation) {
        return new QuestionKind(name, (random, difficulty) -> stated(random, difficulty, relation));
    }

    private static Question stated(SplittableRandom random, int difficulty, Relation relation) {
        List<Fact> facts = facts(random, difficulty, relation);
        List<Fact> shuffled = Words.several(random, facts, facts.size());
        Fact asked =
                Words.pick(
                        random,
                        shuffled.stream().filter(fact -> fact.relation() == relation).toList());
        String part =
                switch (relation) {
                    case HAS -> Words.a(asked.object()).replaceFirst("a", "A");
                    case IN -> "In the " + asked.object();
                    case KNOWS -> asked.object();
                };
        return question(
                shuffled,
                asked,
                new Supported(shuffled, List.of(asked), asked.object(), 1),
                Map.of("whole", asked.text(), "part", part + "."),
                "{whole}",
                "{part}");
    }

    /// Asks what the text does not say of somebody whom it names, and says of others.
    private static Question missing(SplittableRandom random, int difficulty) {
        Relation relation = Words.pick(random, List.of(Relation.values()));
        List<Fact> facts = facts(random, difficulty, relation);
        String name =
                Words.pick(
                                random,
                                facts.stream().filter(fact -> fact.relation() != relation).toList())
                        .subject();
        facts.removeIf(fact -> fact.subject().equals(name) && fact.relation() == relation);
        List<Fact> shuffled = Words.several(random, facts, facts.size());
        return question(
                shuffled,
                new Fact(name, relation, ""),
                new Supported(shuffled, List.of(), "", 0),
                Map.of(),
                "Not stated.",
                "It is not stated.",
                "The text does not say.");
    }

    private static Question about(SplittableRandom random, int difficulty) {
        List<Fact> facts =
                facts(random, difficulty, Words.pick(random, List.of(Relation.values())));
        String name = facts.getFirst().subject();
        facts.removeIf(fact -> fact.subject().equals(name));
        List<Relation> relations = Words.several(random, List.of(Relation.values()), 2);
        List<Fact> asked =
                relations.stream().map(relation -> fact(random, name, relation)).toList();
        facts.addAll(asked);
        List<Fact> shuffled = Words.several(random, facts, facts.size());
        String text = text(shuffled);
        return Question.Checked.of(
                text + name,
                ABOUT,
                Map.of("text", text, "name", name, "all", text(asked)),
                new Supported(shuffled, asked, "", 0),
                "{all}");
    }

    /// Facts of people in turn, every other one of a relation. One person has at most one of each.
    private static List<Fact> facts(SplittableRandom random, int difficulty, Relation relation) {
        int count = FACTS[difficulty - 1];
        List<String> names = Words.several(random, Words.NAMES, count - difficulty + 1);
        List<Relation> others =
                Arrays.stream(Relation.values()).filter(one -> one != relation).toList();
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Fact fact =
                    fact(
                            random,
                            names.get(i % names.size()),
                            i % 2 == 0 ? relation : Words.pick(random, others));
            facts.removeIf(one ->
                    one.subject().equals(fact.subject()) && one.relation() == fact.relation());
            facts.add(fact);
        }
        return facts;
    }

    private static Fact fact(SplittableRandom random, String name, Relation relation) {
        List<String> objects =
                switch (relation) {
                    case HAS -> Words.OBJECTS;
                    case IN -> Words.PLACES;
                    case KNOWS -> Words.NAMES;
                };
        String object = Words.pick(random, objects);
        while (object.equals(name)) {
            object = Words.pick(random, objects);
        }
        return new Fact(name, relation, object);
    }

    private static String text(List<Fact> facts) {
        return facts.stream().map(Fact::text).collect(Collectors.joining(" "));
    }

    private static Question question(
            List<Fact> facts,
            Fact asked,
            Supported check,
            Map<String, String> more,
            String... solutions) {
        Phrasings phrasings =
                switch (asked.relation()) {
                    case HAS -> WHAT;
                    case IN -> WHERE;
                    case KNOWS -> WHOM;
                };
        Map<String, String> slots = new HashMap<>(more);
        slots.put("text", text(facts));
        slots.put("name", asked.subject());
        return Question.Checked.of(
                text(facts) + asked.relation() + asked.subject(),
                phrasings,
                slots,
                check,
                solutions);
    }
}
