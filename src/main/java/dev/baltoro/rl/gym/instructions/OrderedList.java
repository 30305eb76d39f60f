package dev.baltoro.rl.gym.instructions;

import dev.baltoro.agent.world.Verdict;
import dev.baltoro.rl.gym.Check;
import dev.baltoro.rl.gym.Phrasings;
import dev.baltoro.rl.gym.Question;
import dev.baltoro.rl.gym.Words;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Things to be listed in an order, one a line, behind dashes or numbers.
final class OrderedList {
    private static final Phrasings DASHES =
            new Phrasings(
                    List.of(
                            "List {order} with dashes: {things}",
                            "{things}: list them {order}, with dashes.",
                            "Put dashes before these, {order}: {things}"),
                    List.of("Make lines with dashes of these, {order}: {things}"));
    private static final Phrasings NUMBERS =
            new Phrasings(
                    List.of(
                            "List {order} with numbers: {things}",
                            "{things}: list them {order}, with numbers.",
                            "Put numbers before these, {order}: {things}"),
                    List.of("Make lines with numbers of these, {order}: {things}"));

    private OrderedList() {}

    /// The orders to list things in.
    private enum Order {
        GIVEN("as they are"),
        BACKWARDS("backwards"),
        ALPHABET("from A to Z");

        private final String words;

        Order(String words) {
            this.words = words;
        }

        List<String> of(List<String> things) {
            return switch (this) {
                case GIVEN -> things;
                case BACKWARDS -> things.reversed();
                case ALPHABET -> things.stream().sorted().toList();
            };
        }
    }

    static Question draw(SplittableRandom random, int difficulty) {
        List<String> things = Words.several(random, Words.OBJECTS, difficulty + 1);
        Order order = Words.pick(random, List.of(Order.values()));
        boolean dashes = random.nextBoolean();
        List<String> ordered = order.of(things);
        List<String> lines =
                IntStream.range(0, ordered.size())
                        .mapToObj(i -> (dashes ? "- " : i + 1 + ". ") + ordered.get(i))
                        .toList();
        String told = String.join(", ", things);
        return Question.Checked.of(
                order + "," + dashes + ":" + told,
                dashes ? DASHES : NUMBERS,
                Map.of("order", order.words, "things", told, "list", String.join("\n", lines)),
                new SameLines(lines),
                "{list}");
    }

    /// Whether an answer is these lines and nothing else, in any case.
    record SameLines(List<String> lines) implements Check {
        @Override
        public Verdict of(String answer) {
            boolean right =
                    answer.strip()
                            .toLowerCase(Locale.ROOT)
                            .lines()
                            .map(String::strip)
                            .toList()
                            .equals(lines);
            return Verdict.of(right, right ? "right" : "other lines are due");
        }
    }
}
