package dev.baltoro.rl.gym.instructions;

import dev.baltoro.agent.world.Verdict;
import dev.baltoro.rl.gym.Check;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.Phrasings;
import dev.baltoro.rl.gym.Question;
import dev.baltoro.rl.gym.QuestionGym;
import dev.baltoro.rl.gym.QuestionKind;
import dev.baltoro.rl.gym.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Instruction following: a sentence under demands that a machine can check, facts as JSON, a list
/// in an order.
///
/// The difficulty is the number of demands at once, keys or items. An answer that speaks of itself
/// or of the task, such as a claim that it complies, loses whatever else it does. Chance: next to
/// nothing, since a sentence has to name the person that it is asked to be about; half of the lists
/// of two at difficulty 1 for an answer in the right form.
public final class Instructions {
    private static final int DIFFICULTY_MAX = 4;

    private static final Phrasings OPENING =
            new Phrasings(
                    List.of(
                            "Write a sentence about {topic}.",
                            "Give me a sentence about {topic}.",
                            "Write one sentence on {topic}."),
                    List.of("I need a sentence about {topic}."));
    private static final List<BiFunction<Sentence, SplittableRandom, Demand>> DEMANDS =
            List.of(Demand::keyword, Demand::length, Demand::casing, Demand::edge, Demand::order);

    private Instructions() {}

    /// {@return the gym}
    public static Gym gym() {
        return new QuestionGym(
                "instructions",
                "instructions",
                "meet all demands on a text",
                "Answer.",
                DIFFICULTY_MAX,
                List.of(
                        kind("keyword", Demand::keyword),
                        kind("length", Demand::length),
                        kind("casing", Demand::casing),
                        kind("edge", Demand::edge),
                        kind("order", Demand::order),
                        new QuestionKind("json", JsonFacts::draw),
                        new QuestionKind("list", OrderedList::draw)),
                List.of(kind("letter", Demand::letter)));
    }

    private static QuestionKind kind(
            String name, BiFunction<Sentence, SplittableRandom, Demand> first) {
        return new QuestionKind(name, (random, difficulty) -> draw(random, difficulty, first));
    }

    private static Question draw(
            SplittableRandom random,
            int difficulty,
            BiFunction<Sentence, SplittableRandom, Demand> first) {
        Sentence sentence = Sentence.draw(random);
        while (Demand.lettersFree(sentence).isEmpty()) {
            sentence = Sentence.draw(random);
        }
        List<Demand> demands = new ArrayList<>();
        demands.add(first.apply(sentence, random));
        for (var more : Words.several(random, DEMANDS, DEMANDS.size())) {
            Demand demand = more.apply(sentence, random);
            boolean isNew = demands.stream().noneMatch(one -> one.type().equals(demand.type()));
            if (demands.size() < difficulty && isNew) {
                demands.add(demand);
            }
        }
        String text = sentence.text();
        for (Demand demand : demands) {
            text = demand.shape().apply(text);
        }
        String topic = sentence.words().getFirst();
        Phrasings phrasings = together(demands);
        return Question.Checked.of(
                topic + " " + phrasings.trained().getFirst(),
                phrasings,
                Map.of("topic", topic, "solution", text),
                new Demanded(topic, demands),
                "{solution}");
    }

    /// The ways to ask for several things at once: the opening and each demand in turn.
    private static Phrasings together(List<Demand> demands) {
        return new Phrasings(
                together(demands, Phrasings::trained), together(demands, Phrasings::heldOut));
    }

    private static List<String> together(
            List<Demand> demands, Function<Phrasings, List<String>> side) {
        List<String> openings = side.apply(OPENING);
        return IntStream.range(0, openings.size())
                .mapToObj(i -> {
                    StringBuilder all = new StringBuilder(openings.get(i));
                    for (Demand demand : demands) {
                        List<String> ways = side.apply(demand.phrasings());
                        all.append(' ')
                                .append(Phrasings.fill(ways.get(i % ways.size()), demand.slots()));
                    }
                    return all.toString();
                })
                .toList();
    }

    /// Whether an answer is a sentence on a topic that meets every demand and claims nothing.
    ///
    /// Partial credit by the types of the demands met, only for a sentence on the topic that claims
    /// nothing.
    ///
    /// @param topic a name that has to be in it
    record Demanded(String topic, List<Demand> demands) implements Check {
        @Override
        public Verdict of(String said) {
            Response answer = Response.of(said);
            if (answer.speaksOfItself()) {
                return Verdict.of(false, "it speaks of the task");
            }
            if (!answer.isSentence()) {
                return Verdict.of(false, "it is not one sentence");
            }
            if (!answer.words().contains(topic.toLowerCase(Locale.ROOT))) {
                return Verdict.of(false, "it is not about " + topic);
            }
            Map<String, Double> met = new HashMap<>();
            for (Demand demand : demands) {
                met.put(demand.type(), demand.holds().test(answer) ? 1.0 : 0.0);
            }
            boolean all = met.values().stream().allMatch(credit -> credit == 1);
            return Verdict.of(all, all ? "all demands met" : "missed: " + met).with(met);
        }
    }
}
