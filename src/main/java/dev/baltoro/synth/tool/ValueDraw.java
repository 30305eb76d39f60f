package dev.baltoro.synth.tool;

import static dev.baltoro.synth.tool.NamingStyle.capital;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Values of columns as a world may have them: names with accents and quotes, paths with spaces,
/// made-up words, so that a model has to copy them.
public final class ValueDraw {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> NOTES =
            List.of(
                    "%1$s will bring the %2$s",
                    "ring twice, the %2$s is %3$s",
                    "call %1$s back about the %2$s",
                    "leave it with %1$s at the %2$s",
                    "The %2$s was %3$s on %4$s.",
                    "needs a new %2$s before %4$s",
                    "%3$s %2$s, handle with care",
                    "ask for %1$s",
                    "Same as last %4$s, only %3$s",
                    "we ran out of %2$ss",
                    "%1$s says the %2$s can wait",
                    "don't forget the %3$s %2$s!",
                    "Moved from %4$s; see %2$s",
                    "first %2$s, then %5$s");
    private static final List<String> TITLES =
            List.of(
                    "%3$s %2$s",
                    "%2$s %5$s",
                    "The %3$s %2$s",
                    "%6$s the %2$s",
                    "%1$s's %2$s",
                    "%2$s",
                    "%2$s of %7$s",
                    "%2$s %8$s",
                    "%9$s",
                    "%9$s %2$s",
                    "%3$s %2$s %8$s",
                    "%6$s %3$s %2$s");

    private ValueDraw() {}

    /// {@return a value that the column may have, objects' parts in a style}
    public static JsonNode value(SplittableRandom random, Column column, NamingStyle style) {
        return switch (column.kind()) {
            case COUNT, PERCENT, MINUTES -> JSON.numberNode((int) number(random, column));
            case AMOUNT -> amount(random, column);
            case FLAG -> JSON.booleanNode(random.nextBoolean());
            case CHOICE -> JSON.stringNode(WordLists.one(random, column.choices()));
            case TAGS -> tags(random);
            case NUMBERS -> numbers(random);
            case ADDRESS, MONEY, OBJECT -> object(random, column, style);
            case OBJECTS -> {
                ArrayNode several = JsonMapper.shared().createArrayNode();
                IntStream.range(0, 1 + random.nextInt(2))
                        .forEach(i -> several.add(object(random, column, style)));
                yield several;
            }
            default -> JSON.stringNode(text(random, column));
        };
    }

    private static String text(SplittableRandom random, Column column) {
        return switch (column.kind()) {
            case NAME -> name(random);
            case NOTE -> filled(random, WordLists.one(random, NOTES));
            case CODE -> code(random, column);
            case DATE -> date(random);
            case TIME -> time(random);
            case MOMENT -> date(random) + "T" + time(random);
            case EMAIL ->
                    ascii(WordLists.draw(random, "first"))
                            + (random.nextBoolean()
                                    ? "." + ascii(WordLists.draw(random, "last"))
                                    : "")
                            + "@"
                            + WordLists.draw(random, "domain");
            case PHONE ->
                    "+%d %d %d"
                            .formatted(
                                    30 + random.nextInt(60),
                                    100 + random.nextInt(900),
                                    100_000 + random.nextInt(900_000));
            case URL ->
                    "https://%s/%s"
                            .formatted(
                                    WordLists.draw(random, "domain"),
                                    slug(random)
                                            + (random.nextBoolean() ? "" : "/" + slug(random)));
            case PATH -> path(random);
            case PLACE -> WordLists.draw(random, "city");
            case COLOR -> WordLists.draw(random, "color");
            case LANGUAGE -> WordLists.draw(random, "language");
            case CURRENCY -> WordLists.draw(random, "currency");
            default -> title(random, column);
        };
    }

    /// {@return a whole number, small in two of three draws}
    private static long number(SplittableRandom random, Column column) {
        long to = Math.max(column.from() + 1, Math.min(column.to(), 100_000));
        long small = Math.min(to, column.from() + 40);
        return random.nextLong(column.from(), (random.nextInt(3) == 0 ? to : small) + 1);
    }

    private static JsonNode amount(SplittableRandom random, Column column) {
        long whole = Math.min(number(random, column), Math.max(column.from(), column.to() - 1));
        return switch (random.nextInt(4)) {
            case 0 -> JSON.numberNode(whole + random.nextInt(1, 100) / 100.0);
            case 1 -> JSON.numberNode(whole + 0.5);
            default -> JSON.numberNode((int) whole);
        };
    }

    private static String title(SplittableRandom random, Column column) {
        return switch (column.said()) {
            case "street" -> WordLists.draw(random, "street") + " " + random.nextInt(1, 120);
            case "company", "supplier", "partner", "employer" -> WordLists.draw(random, "company");
            default -> {
                String filled = filled(random, WordLists.one(random, TITLES));
                yield random.nextInt(3) == 0 ? filled.toLowerCase(Locale.ROOT) : capital(filled);
            }
        };
    }

    private static String filled(SplittableRandom random, String pattern) {
        return pattern.formatted(
                WordLists.draw(random, "first"),
                WordLists.draw(random, "noun"),
                WordLists.draw(random, "adjective"),
                WordLists.draw(random, "weekday"),
                WordLists.draw(random, "noun"),
                WordLists.draw(random, "do"),
                WordLists.draw(random, "city"),
                random.nextInt(1, 400),
                invented(random));
    }

    private static String name(SplittableRandom random) {
        String first = WordLists.draw(random, "first");
        return random.nextInt(3) == 0 ? first : first + " " + WordLists.draw(random, "last");
    }

    /// {@return a word that no language has}
    private static String invented(SplittableRandom random) {
        return capital(
                IntStream.range(0, 2 + random.nextInt(2))
                        .mapToObj(i -> WordLists.draw(random, "syllable"))
                        .collect(Collectors.joining()));
    }

    private static String code(SplittableRandom random, Column column) {
        String said = column.said();
        if (said.contains("version")) {
            return "%d.%d.%d".formatted(random.nextInt(9), random.nextInt(20), random.nextInt(10));
        }
        return switch (random.nextInt(said.contains("ticker") || said.contains("symbol") ? 1 : 5)) {
            case 0 -> letters(random, 3 + random.nextInt(2));
            case 1 -> letters(random, 2) + "-" + random.nextInt(10, 9_999);
            case 2 -> slug(random) + (random.nextBoolean() ? "" : "-" + random.nextInt(2, 99));
            case 3 -> random.nextInt(100, 999) + letters(random, 1);
            default -> letters(random, 1) + random.nextInt(1, 99);
        };
    }

    private static String letters(SplittableRandom random, int count) {
        return random.ints(count, 'A', 'Z' + 1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static String slug(SplittableRandom random) {
        return ascii(WordLists.draw(random, "adjective")) + "-" + WordLists.draw(random, "noun");
    }

    private static String date(SplittableRandom random) {
        return "%d-%02d-%02d"
                .formatted(2024 + random.nextInt(4), random.nextInt(1, 13), random.nextInt(1, 29));
    }

    private static String time(SplittableRandom random) {
        return "%02d:%02d".formatted(random.nextInt(6, 23), 5 * random.nextInt(12));
    }

    private static String path(SplittableRandom random) {
        String file = random.nextBoolean() ? slug(random) : filled(random, "%3$s %2$s %8$s");
        String folder = random.nextBoolean() ? WordLists.draw(random, "topic") + "/" : "";
        return folder + file + "." + WordLists.draw(random, "ending");
    }

    private static ArrayNode tags(SplittableRandom random) {
        ArrayNode tags = JsonMapper.shared().createArrayNode();
        IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(i -> WordLists.draw(random, "tag"))
                .distinct()
                .forEach(tags::add);
        return tags;
    }

    private static ArrayNode numbers(SplittableRandom random) {
        ArrayNode numbers = JsonMapper.shared().createArrayNode();
        random.ints(2 + random.nextInt(4), 0, 180).forEach(numbers::add);
        return numbers;
    }

    private static ObjectNode object(SplittableRandom random, Column column, NamingStyle style) {
        ObjectNode object = JsonMapper.shared().createObjectNode();
        for (Column part : ColumnSchema.parts(column)) {
            if (!part.optional() || random.nextBoolean()) {
                object.set(style.parameter(part.said()), value(random, part, style));
            }
        }
        return object;
    }

    private static String ascii(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFD)
                .replaceAll("[^a-zA-Z]", "")
                .toLowerCase(Locale.ROOT);
    }
}
