package dev.baltoro.rl.gym.logic;

import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.Phrasings;
import dev.baltoro.rl.gym.Question;
import dev.baltoro.rl.gym.QuestionGym;
import dev.baltoro.rl.gym.QuestionKind;
import dev.baltoro.rl.gym.WordAnswer;
import dev.baltoro.rl.gym.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Multi-hop questions over facts: a chain of people by friendship, work and kin, and where its end
/// is. Other facts are in the way.
///
/// Difficulty 1 to 4: 1 to 4 links between people, then, where a place is asked for, one more to
/// it. An answer names exactly one person or place. The new kind asks against the direction of the
/// facts. Chance: a guess among the places is right in 1 of 2, among the people that a chain could
/// end at in 1 of 4 or fewer.
public final class Facts {
    private static final int DIFFICULTY_MAX = 4;
    private static final List<String> RELATIONS =
            List.of("friend", "boss", "teacher", "cousin", "neighbor", "uncle");

    private static final Phrasings WHERE =
            new Phrasings(
                    List.of(
                            "{facts} Where is {chain}?",
                            "Where is {chain}? {facts}",
                            "{facts} In which place is {chain}?",
                            "{facts} Tell me where {chain} is."),
                    List.of(
                            "{facts} Name the place that {chain} is in.",
                            "{facts} And {chain}, where?"));
    private static final Phrasings WHO =
            new Phrasings(
                    List.of(
                            "{facts} Who is {chain}?",
                            "Who is {chain}? {facts}",
                            "{facts} Which person is {chain}?",
                            "{facts} Tell me who {chain} is."),
                    List.of(
                            "{facts} Name the person who is {chain}.",
                            "{facts} And {chain}, who?"));
    private static final Phrasings WHOSE =
            new Phrasings(
                    List.of(
                            "{facts} Whose {relation} is {name}?",
                            "Whose {relation} is {name}? {facts}"),
                    List.of("{facts} Name the person whose {relation} is {name}."));

    private Facts() {}

    /// {@return the gym}
    public static Gym gym() {
        return new QuestionGym(
                "facts",
                "logic",
                "follow a chain of facts",
                "Answer.",
                DIFFICULTY_MAX,
                List.of(
                        new QuestionKind("where", Facts::where),
                        new QuestionKind("who", Facts::who)),
                List.of(new QuestionKind("whose", Facts::whose)));
    }

    /// A chain of people and a second one beside it, both as facts and in words.
    private record Chains(
            List<String> names, List<String> others, List<String> relations, List<String> facts) {
        static Chains draw(SplittableRandom random, int links) {
            List<String> people = Words.several(random, Words.NAMES, 2 * (links + 1));
            List<String> names = people.subList(0, links + 1);
            List<String> others = people.subList(links + 1, people.size());
            List<String> relations = new ArrayList<>();
            List<String> facts = new ArrayList<>();
            for (int i = 0; i < links; i++) {
                String relation = Words.pick(random, RELATIONS);
                relations.add(relation);
                facts.add(fact(names.get(i), relation, names.get(i + 1)));
                facts.add(fact(others.get(i), Words.pick(random, RELATIONS), others.get(i + 1)));
            }
            return new Chains(names, others, relations, facts);
        }

        private static String fact(String of, String relation, String name) {
            return "%s's %s is %s.".formatted(of, relation, name);
        }

        /// {@return such as `Mia's boss's friend`}
        String words() {
            return names.getFirst() + "'s " + String.join("'s ", relations);
        }
    }

    private static Question where(SplittableRandom random, int difficulty) {
        Chains chains = Chains.draw(random, difficulty);
        List<String> places = Words.several(random, Words.PLACES, 2);
        List<String> facts = new ArrayList<>(chains.facts);
        facts.add("%s is in the %s.".formatted(chains.names.getLast(), places.getFirst()));
        facts.add("%s is in the %s.".formatted(chains.others.getLast(), places.getLast()));
        String text = String.join(" ", Words.several(random, facts, facts.size()));
        return Question.Checked.of(
                text + chains.words(),
                WHERE,
                Map.of("facts", text, "chain", chains.words(), "place", places.getFirst()),
                new WordAnswer(places.getFirst(), Words.PLACES),
                "In the {place}.",
                "The {place}.");
    }

    private static Question who(SplittableRandom random, int difficulty) {
        Chains chains = Chains.draw(random, difficulty + 1);
        String text = String.join(" ", Words.several(random, chains.facts, chains.facts.size()));
        return Question.Checked.of(
                text + chains.words(),
                WHO,
                Map.of("facts", text, "chain", chains.words(), "name", chains.names.getLast()),
                new WordAnswer(chains.names.getLast(), Words.NAMES),
                "{name}",
                "{name}.",
                "It is {name}.");
    }

    private static Question whose(SplittableRandom random, int difficulty) {
        Chains chains = Chains.draw(random, difficulty);
        String text = String.join(" ", Words.several(random, chains.facts, chains.facts.size()));
        int asked = random.nextInt(chains.relations.size());
        String answer = chains.names.get(asked);
        String name = chains.names.get(asked + 1);
        return Question.Checked.of(
                text + name,
                WHOSE,
                Map.of(
                        "facts", text,
                        "relation", chains.relations.get(asked),
                        "name", name,
                        "answer", answer),
                new WordAnswer(answer, Words.NAMES),
                "{answer}",
                "{answer}.");
    }
}
