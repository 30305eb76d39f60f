package dev.baltoro.rl.gym.logic;

import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.NumberAnswer;
import dev.baltoro.rl.gym.Phrasings;
import dev.baltoro.rl.gym.Question;
import dev.baltoro.rl.gym.QuestionGym;
import dev.baltoro.rl.gym.QuestionKind;
import dev.baltoro.rl.gym.WordAnswer;
import dev.baltoro.rl.gym.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Questions over small tables in the prompt: look up, add up, find the most, and put two tables
/// together. The new kind is a difference between two rows.
///
/// Difficulty 1 to 4: 3, 4, 6 and 8 rows, numbers up to 9, 20, 50 and 99. Chance: 1 in 3 for the
/// most at difficulty 1, and for a number to look up among those seen; sums are rarely guessed.
public final class Tables {
    private static final int[] ROWS = {3, 4, 6, 8};
    private static final int[] LARGEST = {9, 20, 50, 99};

    private static final Phrasings LOOK_UP =
            new Phrasings(
                    List.of(
                            "{table}\nHow many {things} does {name} have?",
                            "How many {things} does {name} have?\n{table}",
                            "{table}\nTell me how many {things} {name} has.",
                            "{table}\nLook up how many {things} {name} has."),
                    List.of(
                            "{table}\nGive the {things} of {name}.",
                            "{table}\n{name}: how many {things}?"));
    private static final Phrasings MOST =
            new Phrasings(
                    List.of(
                            "{table}\nWho has the most {things}?",
                            "Who has the most {things}?\n{table}",
                            "{table}\nTell me who has the most {things}.",
                            "{table}\nWhich person has the most {things}?"),
                    List.of(
                            "{table}\nName the person with the most {things}.",
                            "{table}\nMost {things}: who?"));
    private static final Phrasings TOTAL =
            new Phrasings(
                    List.of(
                            "{table}\nHow many {things} do {name} and {other} have?",
                            "How many {things} do {name} and {other} have?\n{table}",
                            "{table}\nAdd the {things} of {name} and {other}.",
                            "{table}\nTell me how many {things} {name} and {other} have."),
                    List.of(
                            "{table}\n{name} and {other}: how many {things}?",
                            "{table}\nPut the {things} of {name} and {other} together."));
    private static final Phrasings JOIN =
            new Phrasings(
                    List.of(
                            "{table}\n{places}\nHow many {things} are in the {place}?",
                            "{places}\n{table}\nHow many {things} are in the {place}?",
                            "How many {things} are in the {place}?\n{table}\n{places}",
                            "{table}\n{places}\nTell me how many {things} are in the {place}."),
                    List.of("{table}\n{places}\nAdd all {things} in the {place}."));
    private static final Phrasings DIFFERENCE =
            new Phrasings(
                    List.of(
                            "{table}\nHow many more {things} does {name} have than {other}?",
                            "How many more {things} does {name} have than {other}?\n{table}"),
                    List.of("{table}\nBy how many {things} is {name} ahead of {other}?"));

    private Tables() {}

    /// {@return the gym}
    public static Gym gym() {
        return new QuestionGym(
                "tables",
                "logic",
                "answer questions over one or two small tables",
                "Answer.",
                ROWS.length,
                List.of(
                        new QuestionKind("look-up", Tables::lookUp),
                        new QuestionKind("most", Tables::most),
                        new QuestionKind("total", Tables::total),
                        new QuestionKind("join", Tables::join)),
                List.of(new QuestionKind("difference", Tables::difference)));
    }

    /// Who has how many of a thing; no two have the same number.
    private record Table(List<String> names, List<Integer> counts, String things) {
        static Table draw(SplittableRandom random, int difficulty) {
            int rows = ROWS[difficulty - 1];
            List<Integer> numbers =
                    IntStream.rangeClosed(1, LARGEST[difficulty - 1]).boxed().toList();
            return new Table(
                    Words.several(random, Words.NAMES, rows),
                    Words.several(random, numbers, rows),
                    Words.pick(random, Words.OBJECTS) + "s");
        }

        String show() {
            return "name %s\n".formatted(things)
                    + IntStream.range(0, names.size())
                            .mapToObj(i -> names.get(i) + " " + counts.get(i))
                            .collect(Collectors.joining("\n"));
        }

        /// {@return in alphabetical order, since the whole is an instance's key: another order in
        /// each process would put an instance into another split}
        SortedMap<String, String> slots() {
            return new TreeMap<>(
                    Map.of(
                            "table", show(),
                            "things", things,
                            "name", names.getFirst(),
                            "other", names.get(1)));
        }

        /// {@return this with its rows in another order}
        Table shuffled(SplittableRandom random) {
            List<Integer> order =
                    Words.several(
                            random,
                            IntStream.range(0, names.size()).boxed().toList(),
                            names.size());
            return new Table(
                    order.stream().map(names::get).toList(),
                    order.stream().map(counts::get).toList(),
                    things);
        }
    }

    private static Question lookUp(SplittableRandom random, int difficulty) {
        Table table = Table.draw(random, difficulty);
        SortedMap<String, String> slots = table.slots();
        slots.put("table", table.shuffled(random).show());
        int count = table.counts.getFirst();
        slots.put("count", Integer.toString(count));
        return Question.Checked.of(
                slots.toString(),
                LOOK_UP,
                slots,
                NumberAnswer.of(count),
                "{count}",
                "{count}.",
                "{name} has {count}.");
    }

    private static Question most(SplittableRandom random, int difficulty) {
        Table table = Table.draw(random, difficulty);
        SortedMap<String, String> slots = table.slots();
        String name =
                IntStream.range(0, table.names.size())
                        .boxed()
                        .max(Comparator.comparing(table.counts::get))
                        .map(table.names::get)
                        .orElseThrow();
        slots.put("name", name);
        return Question.Checked.of(
                slots.toString(),
                MOST,
                slots,
                new WordAnswer(name, Words.NAMES),
                "{name}",
                "{name}.",
                "{name} has the most.");
    }

    private static Question total(SplittableRandom random, int difficulty) {
        Table table = Table.draw(random, difficulty);
        SortedMap<String, String> slots = table.slots();
        slots.put("table", table.shuffled(random).show());
        int a = table.counts.get(0);
        int b = table.counts.get(1);
        slots.put("sum", "%d + %d = %d".formatted(a, b, a + b));
        return Question.Checked.of(
                slots.toString(), TOTAL, slots, NumberAnswer.of(a + b), "{sum}", "{sum}.");
    }

    private static Question difference(SplittableRandom random, int difficulty) {
        Table table = Table.draw(random, difficulty);
        SortedMap<String, String> slots = table.slots();
        slots.put("table", table.shuffled(random).show());
        int first = table.counts.get(0) > table.counts.get(1) ? 0 : 1;
        int a = table.counts.get(first);
        int b = table.counts.get(1 - first);
        slots.put("name", table.names.get(first));
        slots.put("other", table.names.get(1 - first));
        slots.put("sum", "%d - %d = %d".formatted(a, b, a - b));
        return Question.Checked.of(
                slots.toString(), DIFFERENCE, slots, NumberAnswer.of(a - b), "{sum}", "{sum}.");
    }

    private static Question join(SplittableRandom random, int difficulty) {
        Table table = Table.draw(random, difficulty);
        List<String> places = Words.several(random, Words.PLACES, 2);
        int rows = table.names.size();
        int inside = random.nextInt(1, rows);
        Set<Integer> chosen =
                new HashSet<>(
                        Words.several(random, IntStream.range(0, rows).boxed().toList(), inside));
        List<String> lines = new ArrayList<>();
        List<String> terms = new ArrayList<>();
        int sum = 0;
        for (int i = 0; i < rows; i++) {
            lines.add(table.names.get(i) + " " + places.get(chosen.contains(i) ? 0 : 1));
            if (chosen.contains(i)) {
                terms.add(table.counts.get(i).toString());
                sum += table.counts.get(i);
            }
        }
        SortedMap<String, String> slots = table.slots();
        slots.put("places", "name place\n" + String.join("\n", Words.several(random, lines, rows)));
        slots.put("place", places.getFirst());
        slots.put("sum", terms.size() == 1 ? "" + sum : String.join(" + ", terms) + " = " + sum);
        return Question.Checked.of(
                slots.toString(), JOIN, slots, NumberAnswer.of(sum), "{sum}", "{sum}.");
    }
}
