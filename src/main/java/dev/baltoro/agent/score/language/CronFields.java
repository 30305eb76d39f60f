package dev.baltoro.agent.score.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// The minutes, hours, days, months and weekdays of a cron expression.
///
/// @param values the values that each of the five fields lets through; Sunday is 0
public record CronFields(List<SortedSet<Integer>> values) {
    private static final Map<String, String> WORDS =
            Map.of(
                    "@yearly", "0 0 1 1 *",
                    "@annually", "0 0 1 1 *",
                    "@monthly", "0 0 1 * *",
                    "@weekly", "0 0 * * 0",
                    "@daily", "0 0 * * *",
                    "@midnight", "0 0 * * *",
                    "@hourly", "0 * * * *");

    private static final List<Field> FIELDS =
            List.of(
                    new Field(0, 59, List.of()),
                    new Field(0, 23, List.of()),
                    new Field(1, 31, List.of()),
                    new Field(
                            1,
                            12,
                            List.of(
                                    "", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug",
                                    "sep", "oct", "nov", "dec")),
                    new Field(0, 7, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat")));

    private static final int WEEKDAY = 4;

    /// Letters that tell months and weekdays.
    private static final int NAME_LETTERS = 3;

    /// @param names what values are called, by value
    private record Field(int low, int high, List<String> names) {
        int value(String text) {
            String begin = text.substring(0, Math.min(text.length(), NAME_LETTERS));
            int named = begin.isEmpty() ? -1 : names.indexOf(begin);
            return named >= 0 ? named : Integer.parseInt(text);
        }
    }

    /// {@return the fields of an expression; empty if it is none}
    public static Optional<CronFields> parse(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        String[] parts = WORDS.getOrDefault(plain, plain).split("\\s+", -1);
        if (parts.length != FIELDS.size()) {
            return Optional.empty();
        }
        List<SortedSet<Integer>> values = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            SortedSet<Integer> found = new TreeSet<>();
            for (String item : parts[i].split(",", -1)) {
                try {
                    if (!add(item, i, found)) {
                        return Optional.empty();
                    }
                } catch (NumberFormatException e) {
                    return Optional.empty();
                }
            }
            values.add(found);
        }
        return Optional.of(new CronFields(values));
    }

    /// Adds the values of an item, such as `*/15` or `mon-fri`.
    private static boolean add(String item, int index, SortedSet<Integer> found) {
        Field field = FIELDS.get(index);
        int slash = item.indexOf('/');
        String span = slash < 0 ? item : item.substring(0, slash);
        String stepText = slash < 0 ? "" : item.substring(slash + 1);
        int step = stepText.isEmpty() ? 1 : Integer.parseInt(stepText);
        int first;
        int last;
        if (span.equals("*")) {
            first = field.low;
            last = index == WEEKDAY ? 6 : field.high;
        } else if (span.contains("-")) {
            String[] ends = span.split("-", -1);
            if (ends.length != 2) {
                return false;
            }
            first = field.value(ends[0]);
            last = field.value(ends[1]);
        } else {
            first = field.value(span);
            last = stepText.isEmpty() ? first : field.high;
        }
        if (step < 1 || first < field.low || first > last || last > field.high) {
            return false;
        }
        for (int value = first; value <= last; value += step) {
            found.add(index == WEEKDAY ? value % 7 : value);
        }
        return true;
    }
}
