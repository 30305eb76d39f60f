package dev.baltoro.synth.tool;

import dev.baltoro.synth.value.NumberWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// How people say a value: dates in words, small numbers as words, lists with `and`.
public final class ValueSaying {
    private static final List<String> MONTHS =
            List.of(
                    "January",
                    "February",
                    "March",
                    "April",
                    "May",
                    "June",
                    "July",
                    "August",
                    "September",
                    "October",
                    "November",
                    "December");
    private static final int WORDS_MAX = 20;

    private static final Map<String, String> LANGUAGES =
            DomainBook.lines("languages.txt").stream()
                    .map(line -> line.split(": ", 2))
                    .collect(Collectors.toUnmodifiableMap(parts -> parts[0], parts -> parts[1]));

    private ValueSaying() {}

    /// {@return one of the ways to say a value}
    public static String of(
            SplittableRandom random, Column column, JsonNode value, NamingStyle style) {
        return switch (column.kind()) {
            case COUNT -> count(random, value.asLong());
            case PERCENT ->
                    value.asString() + WordLists.one(random, List.of("%", " percent", " %", ""));
            case MINUTES -> minutes(random, value.asLong());
            case FLAG ->
                    WordLists.one(
                            random,
                            value.asBoolean()
                                    ? List.of("yes", "true", "on")
                                    : List.of("no", "false", "off"));
            case DATE -> date(random, value.asString());
            case TIME -> time(random, value.asString());
            case MOMENT -> {
                String[] parts = value.asString().split("T", 2);
                String join = WordLists.one(random, List.of(" at ", ", ", " "));
                yield date(random, parts[0]) + join + time(random, parts[1]);
            }
            case TITLE -> title(random, value.asString());
            case NOTE -> quoted(random, value.asString());
            case LANGUAGE ->
                    random.nextInt(3) == 0
                            ? value.asString()
                            : LANGUAGES.getOrDefault(value.asString(), value.asString());
            case TAGS, NUMBERS -> list(random, value);
            case MONEY -> value.path("amount").asString() + " " + value.path("currency").asString();
            case ADDRESS, OBJECT -> object(random, column, value, style);
            case OBJECTS ->
                    value.valueStream()
                            .map(one -> object(random, column, one, style))
                            .collect(Collectors.joining("; "));
            default -> value.asString();
        };
    }

    private static String count(SplittableRandom random, long number) {
        if (number >= 0 && number <= WORDS_MAX && random.nextInt(3) == 0) {
            return NumberWords.words(number);
        }
        return number >= 10_000 && random.nextInt(3) == 0
                ? String.format(Locale.ROOT, "%,d", number)
                : Long.toString(number);
    }

    private static String minutes(SplittableRandom random, long minutes) {
        return minutes % 60 == 0 && random.nextBoolean()
                ? count(random, minutes / 60) + (minutes == 60 ? " hour" : " hours")
                : minutes + WordLists.one(random, List.of(" minutes", " min", " mins"));
    }

    private static String date(SplittableRandom random, String iso) {
        String month = MONTHS.get(Integer.parseInt(iso.substring(5, 7)) - 1);
        int day = Integer.parseInt(iso.substring(8));
        String year = iso.substring(0, 4);
        return switch (random.nextInt(6)) {
            case 0 -> "%s %d, %s".formatted(month, day, year);
            case 1 -> "%d %s %s".formatted(day, month, year);
            case 2 -> "%d %s %s".formatted(day, month.substring(0, 3), year);
            case 3 -> "the %d%s of %s %s".formatted(day, ordinal(day), month, year);
            default -> iso;
        };
    }

    private static String ordinal(int day) {
        return switch (day % 10 + (day / 10 == 1 ? 10 : 0)) {
            case 1 -> "st";
            case 2 -> "nd";
            case 3 -> "rd";
            default -> "th";
        };
    }

    private static String time(SplittableRandom random, String time) {
        int hour = Integer.parseInt(time.substring(0, 2));
        String minutes = time.substring(3);
        String half = hour < 12 ? "am" : "pm";
        int twelve = (hour + 11) % 12 + 1;
        return switch (random.nextInt(4)) {
            case 0 -> twelve + (minutes.equals("00") ? "" : ":" + minutes) + " " + half;
            case 1 -> twelve + (minutes.equals("00") ? "" : "." + minutes) + half;
            default -> time;
        };
    }

    private static String title(SplittableRandom random, String text) {
        return random.nextInt(3) == 0 ? quoted(random, text) : text;
    }

    private static String quoted(SplittableRandom random, String text) {
        return switch (random.nextInt(4)) {
            case 0 -> "\"" + text + "\"";
            case 1 -> text.contains("'") ? "\"" + text + "\"" : "'" + text + "'";
            case 2 -> "“" + text + "”";
            default -> text;
        };
    }

    private static String list(SplittableRandom random, JsonNode values) {
        List<String> texts = new ArrayList<>(values.valueStream().map(JsonNode::asString).toList());
        if (texts.size() < 2 || random.nextBoolean()) {
            return String.join(", ", texts);
        }
        String last = texts.removeLast();
        return String.join(", ", texts) + " and " + last;
    }

    private static String object(
            SplittableRandom random, Column column, JsonNode value, NamingStyle style) {
        List<String> parts = new ArrayList<>();
        for (Column part : ColumnSchema.parts(column)) {
            JsonNode inner = value.path(style.parameter(part.said()));
            if (!inner.isMissingNode()) {
                String said = of(random, part, inner, style);
                parts.add(column.kind() == ValueKind.ADDRESS ? said : part.said() + " " + said);
            }
        }
        return String.join(", ", parts);
    }
}
