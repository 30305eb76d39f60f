package dev.baltoro.agent.score.language;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A date, or a date and a time, in one of ISO 8601's forms: with or without separators, by months
/// or by weeks, with or without an offset. Fractions of seconds count to the microsecond.
///
/// @param local as it is written; midnight if no time is
/// @param offset from UTC; empty if none is written
public record IsoDateTime(LocalDateTime local, Optional<ZoneOffset> offset) {
    private static final Pattern DATE =
            Pattern.compile(
                    "(?<year>\\d{4})(?:-(?<m>\\d\\d)-(?<d>\\d\\d)|(?<m2>\\d\\d)(?<d2>\\d\\d)"
                            + "|-W(?<w>\\d\\d)(?:-(?<wd>\\d))?|W(?<w2>\\d\\d)(?<wd2>\\d)?)");

    private static final Pattern TIME =
            Pattern.compile(
                    "(\\d\\d)(?::(\\d\\d)(?::(\\d\\d)(?:[.,](\\d+))?)?|(\\d\\d)(?:(\\d\\d)(?:[.,](\\d+))?)?)?");

    private static final Pattern OFFSET =
            Pattern.compile("([+-])(\\d\\d)(?::?(\\d\\d)(?::?(\\d\\d))?)?");

    private static final int FRACTION_DIGITS = 6;

    /// {@return what a text says; empty if it is none of these forms}
    public static Optional<IsoDateTime> parse(String text) {
        String plain = text.strip().replace("Z", "+00:00");
        Matcher date = DATE.matcher(plain);
        if (!date.lookingAt()) {
            return Optional.empty();
        }
        try {
            LocalDate day = date(date);
            if (date.end() == plain.length()) {
                return Optional.of(new IsoDateTime(day.atStartOfDay(), Optional.empty()));
            }
            // Any one character may stand between date and time, such as T or a space.
            String rest = plain.substring(plain.offsetByCodePoints(date.end(), 1));
            Matcher time = TIME.matcher(rest);
            if (!time.lookingAt()) {
                return Optional.empty();
            }
            String zone = rest.substring(time.end());
            Optional<ZoneOffset> offset = offset(zone);
            return offset.isEmpty() && !zone.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new IsoDateTime(day.atTime(time(time)), offset));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalDate date(Matcher date) {
        int year = Integer.parseInt(date.group("year"));
        String month = either(date.group("m"), date.group("m2"), "");
        if (!month.isEmpty()) {
            String day = either(date.group("d"), date.group("d2"), "");
            return LocalDate.of(year, Integer.parseInt(month), Integer.parseInt(day));
        }
        String week = either(date.group("w"), date.group("w2"), "");
        String day = either(date.group("wd"), date.group("wd2"), "1");
        LocalDate inFirstWeek = LocalDate.of(year, 1, 4);
        return inFirstWeek
                .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, Long.parseLong(week))
                .with(ChronoField.DAY_OF_WEEK, Long.parseLong(day));
    }

    private static LocalTime time(Matcher time) {
        String minute = either(time.group(2), time.group(5), "0");
        String second = either(time.group(3), time.group(6), "0");
        String fraction = either(time.group(4), time.group(7), "0");
        String micros = (fraction + "0".repeat(FRACTION_DIGITS)).substring(0, FRACTION_DIGITS);
        return LocalTime.of(
                Integer.parseInt(time.group(1)),
                Integer.parseInt(minute),
                Integer.parseInt(second),
                1000 * Integer.parseInt(micros));
    }

    private static Optional<ZoneOffset> offset(String text) {
        Matcher zone = OFFSET.matcher(text);
        if (!zone.matches()) {
            return Optional.empty();
        }
        int seconds =
                3600 * Integer.parseInt(zone.group(2))
                        + 60 * Integer.parseInt(either(zone.group(3), null, "0"))
                        + Integer.parseInt(either(zone.group(4), null, "0"));
        return Optional.of(
                ZoneOffset.ofTotalSeconds(zone.group(1).equals("-") ? -seconds : seconds));
    }

    private static String either(@Nullable String one, @Nullable String other, String neither) {
        return one != null ? one : other != null ? other : neither;
    }

    /// {@return whether both are the same moment; one with an offset and one without never are}
    public boolean isSameAs(IsoDateTime other) {
        if (offset.isEmpty() || other.offset.isEmpty()) {
            return offset.isEmpty() && other.offset.isEmpty() && local.equals(other.local);
        }
        return local.toInstant(offset.get()).equals(other.local.toInstant(other.offset.get()));
    }
}
