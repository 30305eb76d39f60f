package dev.baltoro.text.spoken;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Days and moments as people write them: "the 5th of October, 2024", "9pm on Jan 16 2026", "17 de
/// julio de 1953". Days in digits alone are read only where no other reading is possible:
/// 2026/01/16 and 16.1.2026, not 01/02/2026.
public final class SpokenDate {
    private static final Map<String, Integer> MONTHS = months();
    private static final String MONTH =
            "(?:"
                    + MONTHS.keySet().stream()
                            .sorted((one, other) -> other.length() - one.length())
                            .map(Pattern::quote)
                            .collect(Collectors.joining("|"))
                    + ")";
    private static final String WEEKDAY =
            "(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? (?:the )?)?";

    private static final String DAY =
            WEEKDAY
                    + ("(?:(?<y1>\\d{4})[-/.](?<m1>\\d{1,2})[-/.](?<d1>\\d{1,2})"
                                    + "|(?:the )?(?<d2>\\d{1,2})(?:st|nd|rd|th|\\.|º)?(?: of| de)?[ -](?<m2>MONTH)\\.?(?:,| of| de)?[ -](?<y2>\\d{4})"
                                    + "|(?<m3>MONTH)\\.?[ -](?:the )?(?<d3>\\d{1,2})(?:st|nd|rd|th)?(?:,? of|,)?[ -](?<y3>\\d{4})"
                                    + "|(?<y4>\\d{4}) (?<m4>MONTH) (?<d4>\\d{1,2})"
                                    + "|(?<d5>\\d{1,2})\\.(?<m5>\\d{1,2})\\.(?<y5>\\d{4})"
                                    + "|(?<y6>\\d{4})年(?<m6>\\d{1,2})月(?<d6>\\d{1,2})日)")
                            .replace("MONTH", MONTH);
    private static final String TIME =
            "(?:(?<hQ>\\d{1,2}):(?<iQ>\\d{2})(?::(?<sQ>\\d{2}))?(?: ?(?<pQ>[ap]\\.?m\\b\\.?))?"
                    + "|(?<gQ>\\d{1,2}) ?(?<qQ>[ap]\\.?m\\b\\.?|o'clock)|(?<nQ>noon|midnight))"
                    + "(?: (?<wQ>in the (?:morning|afternoon|evening)|at night))?";
    private static final Pattern PLACE =
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}./-])(?:"
                            + DAY
                            + "(?:(?:T| at |, | |, at | @ ?)"
                            + TIME.replace("Q", "1")
                            + ")?|"
                            + TIME.replace("Q", "2")
                            + "(?:,? on |, | )"
                            + DAY.replaceAll("<([ymd])(\\d)>", "<$1z$2>")
                            + ")(?![\\p{L}\\p{N}]|[-/.:]\\d)",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final int DAY_FORMS = 6;
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm");

    private SpokenDate() {}

    private static Map<String, Integer> months() {
        Map<String, Integer> months = new HashMap<>();
        for (Month month : Month.values()) {
            for (String language : List.of("en", "de", "fr", "es", "it")) {
                String name = month.getDisplayName(TextStyle.FULL, Locale.forLanguageTag(language));
                months.put(name.toLowerCase(Locale.ROOT), month.getValue());
            }
            String english = month.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            months.put(english.substring(0, 3).toLowerCase(Locale.ROOT), month.getValue());
        }
        months.put("sept", 9);
        return Map.copyOf(months);
    }

    /// {@return where a text may have days or moments}
    public static Pattern places() {
        return PLACE;
    }

    /// {@return the day or the moment that words say, in ISO 8601: `2026-01-16`,
    /// `2026-01-16T21:30`; empty if they say none, or more than that}
    public static Optional<String> of(String words) {
        Matcher found = PLACE.matcher(words.strip());
        if (!found.matches()) {
            return Optional.empty();
        }
        try {
            return day(found)
                    .map(day ->
                            time(found, "1")
                                    .or(() -> time(found, "2"))
                                    .map(time -> day + "T" + time)
                                    .orElse(day));
        } catch (DateTimeException _) { // the 31st of February
            return Optional.empty();
        }
    }

    private static Optional<String> day(Matcher found) {
        for (String which : List.of("", "z")) {
            for (int form = 1; form <= DAY_FORMS; form++) {
                @Nullable String year = found.group("y" + which + form);
                if (year != null) {
                    String month = found.group("m" + which + form).toLowerCase(Locale.ROOT);
                    int number =
                            MONTHS.containsKey(month)
                                    ? MONTHS.getOrDefault(month, 0)
                                    : Integer.parseInt(month);
                    int day = Integer.parseInt(found.group("d" + which + form));
                    return Optional.of(
                            LocalDate.of(Integer.parseInt(year), number, day).toString());
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> time(Matcher found, String which) {
        @Nullable String named = found.group("n" + which);
        if (named != null) {
            return Optional.of(named.equalsIgnoreCase("noon") ? "12:00" : "00:00");
        }
        @Nullable String clock = found.group("h" + which);
        @Nullable String hours = clock == null ? found.group("g" + which) : clock;
        if (hours == null) {
            return Optional.empty();
        }
        int hour = Integer.parseInt(hours);
        if (clock == null) {
            int half = half(hour, found.group("q" + which), found.group("w" + which));
            return Optional.of(MINUTES.format(LocalTime.of(half, 0)));
        }
        int minute = Integer.parseInt(found.group("i" + which));
        int half = half(hour, found.group("p" + which), found.group("w" + which));
        @Nullable String second = found.group("s" + which);
        return Optional.of(
                second == null
                        ? MINUTES.format(LocalTime.of(half, minute))
                        : SECONDS.format(LocalTime.of(half, minute, Integer.parseInt(second))));
    }

    private static int half(int hour, @Nullable String half, @Nullable String part) {
        String said = (half == null ? "" : half) + (part == null ? "" : part);
        String lower = said.toLowerCase(Locale.ROOT);
        boolean after =
                lower.startsWith("p")
                        || lower.contains("afternoon")
                        || lower.contains("evening")
                        || lower.contains("night");
        if (after && hour < 12) {
            return hour + 12;
        }
        return lower.startsWith("a") && !after && hour == 12 ? 0 : hour;
    }
}
