package dev.baltoro.synth.toolbox;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Slot;
import dev.baltoro.synth.value.SpokenLanguage;
import dev.baltoro.synth.value.Value;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.StringNode;

/// Dates and times of day, in ISO 8601 for calls.
final class Dates {
    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    private static final int DAYS = 365 * 160;
    private static final int MINUTES_PER_DAY = 24 * 60;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm");
    private static final List<String> WEEKDAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

    private Dates() {}

    static Map<String, Slot> slots() {
        Map<String, Slot> slots = new LinkedHashMap<>();
        slots.put("day", (situation, index) -> day(situation));
        slots.put("moment", (situation, index) -> moment(situation, ""));
        slots.put("utc_moment", (situation, index) -> moment(situation, "Z"));
        slots.put("epoch", (situation, index) -> epoch(situation.draw()));
        slots.put("weekday", (situation, index) -> Value.of(situation.draw().pick(WEEKDAYS)));
        return slots;
    }

    /// {@return a day, mostly of our time}
    static LocalDate date(Draws draw) {
        return draw.chance(0.7)
                ? LocalDate.of(2026, 6, 15).plusDays(draw.between(-900, 900))
                : FIRST.plusDays(draw.below(DAYS));
    }

    private static Value day(Situation situation) {
        LocalDate date = date(situation.draw());
        return Value.of(StringNode.valueOf(date.toString()), said(date, situation))
                .form("iso", date.toString());
    }

    private static String said(LocalDate date, Situation situation) {
        Draws draw = situation.draw();
        if (draw.chance(0.4)) {
            return date.toString();
        }
        Locale locale = Locale.forLanguageTag(situation.language().code());
        String month = date.getMonth().getDisplayName(TextStyle.FULL, locale);
        int day = date.getDayOfMonth();
        int year = date.getYear();
        return switch (situation.language()) {
            case GERMAN ->
                    draw.chance(0.5)
                            ? day + ". " + month + " " + year
                            : day + "." + date.getMonthValue() + "." + year;
            case FRENCH, ITALIAN -> day + " " + month + " " + year;
            case SPANISH -> day + " de " + month + " de " + year;
            case JAPANESE -> year + "年" + date.getMonthValue() + "月" + day + "日";
            case ENGLISH -> english(date, month, draw);
        };
    }

    private static String english(LocalDate date, String month, Draws draw) {
        int day = date.getDayOfMonth();
        int year = date.getYear();
        String shorter = month.substring(0, 3);
        return switch (draw.below(9)) {
            case 0 -> day + " " + month + " " + year;
            case 1 -> month + " " + day + ", " + year;
            case 2 -> month + " " + Numerals.ordinal(day) + ", " + year;
            case 3 -> month + " " + Numerals.ordinal(day) + " " + year;
            case 4 -> "the " + Numerals.ordinal(day) + " of " + month + " " + year;
            case 5 -> day + " " + shorter + " " + year;
            case 6 -> shorter + " " + day + ", " + year;
            case 7 -> date.toString().replace('-', '/');
            default -> month + " " + day + " " + year;
        };
    }

    private static Value moment(Situation situation, String zone) {
        Draws draw = situation.draw();
        LocalDate date = LocalDate.of(2026, 6, 15).plusDays(draw.between(-900, 900));
        int step = draw.pick(1, 5, 15, 30, 60);
        LocalDateTime time =
                date.atStartOfDay().plusMinutes((long) draw.below(MINUTES_PER_DAY / step) * step);
        String iso = MOMENT.format(time) + (zone.isEmpty() ? "" : ":00" + zone);
        String said =
                switch (draw.below(zone.isEmpty() ? 5 : 1)) {
                    case 0, 1 -> zone.isEmpty() ? MOMENT.format(time) : iso;
                    case 2 -> MOMENT.format(time).replace('T', ' ');
                    case 3 -> clock(time, draw) + " on " + said(date, situation);
                    default -> said(date, situation) + " at " + clock(time, draw);
                };
        if (zone.isEmpty() && situation.language() != SpokenLanguage.ENGLISH) {
            said = MOMENT.format(time).replace('T', ' ');
        }
        return Value.of(StringNode.valueOf(iso), said);
    }

    private static String clock(LocalDateTime time, Draws draw) {
        int hour = time.getHour();
        String minute = String.format(Locale.ROOT, "%02d", time.getMinute());
        if (draw.chance(0.5)) {
            return String.format(Locale.ROOT, "%02d:%s", hour, minute);
        }
        int half = hour % 12 == 0 ? 12 : hour % 12;
        String tail =
                draw.pick("am", " am", "am", " AM")
                        .replace("a", hour < 12 ? "a" : "p")
                        .replace("A", hour < 12 ? "A" : "P");
        return time.getMinute() == 0 ? half + tail : half + ":" + minute + tail;
    }

    private static Value epoch(Draws draw) {
        long seconds =
                draw.chance(0.15)
                        ? draw.pick(0L, 1L, 86_400L, 1_000_000_000L, 1_234_567_890L, 1_700_000_000L)
                        : 900_000_000L + draw.below(1_000_000_000);
        return Value.of(LongNode.valueOf(seconds), Long.toString(seconds));
    }
}
