package dev.baltoro.synth.toolbox;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.NumberWords;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Slot;
import dev.baltoro.synth.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.StringNode;

/// Cron expressions (minute, hour, day, month, weekday), as they are and in words.
final class Crons {
    private static final List<String> WEEKDAYS =
            List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");
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

    private Crons() {}

    static Map<String, Slot> slots() {
        Map<String, Slot> slots = new LinkedHashMap<>();
        slots.put(
                "cron",
                (situation, index) -> {
                    Draws draw = situation.draw();
                    String cron = expression(draw);
                    String said = draw.pick("%s", "%s", "'%s'", "\"%s\"", "`%s`").formatted(cron);
                    return Value.of(StringNode.valueOf(cron), said).form("bare", cron);
                });
        slots.put("cron_words", (situation, index) -> inWords(situation));
        return slots;
    }

    private static String expression(Draws draw) {
        String minute =
                switch (draw.below(4)) {
                    case 0 -> "0";
                    case 1 -> draw.pick("*/5", "*/10", "*/15", "*/20", "*/30", "*");
                    case 2 -> draw.pick("30", "15", "45", "0,30");
                    default -> Integer.toString(draw.below(60));
                };
        String hour =
                switch (draw.below(5)) {
                    case 0 -> "*";
                    case 1 -> draw.pick("*/2", "*/4", "*/6", "9-17", "8-18", "6,18", "0,12");
                    default -> Integer.toString(draw.below(24));
                };
        String day =
                draw.chance(0.7)
                        ? "*"
                        : draw.pick("1", "15", "1,15", "*/2", "" + draw.between(1, 28));
        String month = draw.chance(0.85) ? "*" : draw.pick("" + draw.between(1, 12), "1-6", "*/3");
        String weekday =
                draw.chance(0.5)
                        ? "*"
                        : draw.pick(
                                "1-5", "1", "0", "5", "6,0", "1,3,5", "MON", "MON-FRI", "2", "4");
        return String.join(" ", minute, hour, day, month, weekday);
    }

    private static Value inWords(Situation situation) {
        Draws draw = situation.draw();
        int hour = draw.below(24);
        int minute = draw.chance(0.5) ? 0 : draw.pick(15, 30, 45, draw.below(60));
        int weekday = draw.below(7);
        int day = draw.between(1, 28);
        int month = draw.below(12);
        String at = draw.pick("at ", "at ", "at ", "@ ") + clock(hour, minute, draw);
        String time = minute + " " + hour;
        int step = draw.pick(2, 5, 10, 15, 20, 30);
        int hours = draw.pick(2, 3, 4, 6, 8, 12);
        String name = WEEKDAYS.get(weekday);
        return switch (draw.below(11)) {
            case 0 -> cron(time + " * * *", draw.pick("every day ", "daily ", "each day ") + at);
            case 1 ->
                    cron(
                            time + " * * 1-5",
                            draw.pick(
                                            "every weekday ",
                                            "on weekdays ",
                                            "Monday to Friday ",
                                            "on workdays ")
                                    + at);
            case 2 ->
                    cron(
                            time + " * * " + weekday,
                            draw.pick(
                                            "every " + name + " ",
                                            "on " + name + "s ",
                                            "each " + name + " ")
                                    + at);
            case 3 ->
                    cron(
                            "*/" + step + " * * * *",
                            "every " + draw.pick("" + step, NumberWords.words(step)) + " minutes");
            case 4 ->
                    cron(
                            "0 */" + hours + " * * *",
                            "every " + draw.pick("" + hours, NumberWords.words(hours)) + " hours");
            case 5 ->
                    cron(
                            time + " " + day + " * *",
                            draw.pick(
                                            "on the " + Numerals.ordinal(day) + " of every month ",
                                            "every month on the " + Numerals.ordinal(day) + " ")
                                    + at);
            case 6 ->
                    cron("0 * * * *", draw.pick("every hour", "hourly", "every hour on the hour"));
            case 7 ->
                    cron(
                            "0 0 * * *",
                            draw.pick("every midnight", "daily at midnight", "at midnight"));
            case 8 -> cron("0 12 * * *", draw.pick("daily at noon", "every day at noon"));
            case 9 ->
                    cron(
                            time + " " + day + " " + (month + 1) + " *",
                            "every year on "
                                    + MONTHS.get(month)
                                    + " "
                                    + Numerals.ordinal(day)
                                    + " "
                                    + at);
            default ->
                    cron(
                            time + " * * 0,6",
                            draw.pick("on weekends ", "every Saturday and Sunday ") + at);
        };
    }

    private static Value cron(String expression, String said) {
        return Value.of(StringNode.valueOf(expression), said);
    }

    private static String clock(int hour, int minute, Draws draw) {
        if (draw.chance(0.55)) {
            return String.format(
                    Locale.ROOT, draw.chance(0.5) ? "%d:%02d" : "%02d:%02d", hour, minute);
        }
        int half = hour % 12 == 0 ? 12 : hour % 12;
        String tail = draw.pick("", " ") + (hour < 12 ? "am" : "pm");
        return minute == 0
                ? half + tail
                : String.format(Locale.ROOT, "%d:%02d%s", half, minute, tail);
    }
}
