package dev.baltoro.synth.toolbox;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.NumberWords;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Slot;
import dev.baltoro.synth.value.SpokenLanguage;
import dev.baltoro.synth.value.Value;
import dev.baltoro.synth.words.WordFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/// Time zones by their cities, spans of time, and ways to write a date.
final class Times {
    private static final List<Named> ZONES = named("zones", true);
    private static final List<Named> FORMATS = named("formats", false);
    private static final List<String> UNITS =
            List.of("days", "months", "years", "hours", "minutes");
    private static final int DAYS_PER_WEEK = 7;

    /// What a call has and how people say it.
    private record Named(String code, List<String> names) {}

    private Times() {}

    static Map<String, Slot> slots() {
        Map<String, Slot> slots = new LinkedHashMap<>();
        slots.put("zone", (situation, index) -> zone(situation));
        slots.put(
                "date_format",
                (situation, index) -> {
                    Named format = situation.draw().pick(FORMATS);
                    return Value.of(
                            StringNode.valueOf(format.code), situation.draw().pick(format.names));
                });
        slots.putAll(Together.slots(Times::span, "span", "span_amount", "span_back", "span_unit"));
        return slots;
    }

    private static List<Named> named(String file, boolean codeLast) {
        return WordFile.lines(file).stream()
                .map(line -> line.split(" = "))
                .map(parts ->
                        codeLast
                                ? new Named(parts[1], List.of(parts[0].split(", ")))
                                : new Named(parts[0], formats(parts[1])))
                .toList();
    }

    /// A format may have a comma itself.
    private static List<String> formats(String text) {
        return text.startsWith("EEEE") || text.startsWith("MMM ")
                ? List.of(text)
                : List.of(text.split(", "));
    }

    private static Value zone(Situation situation) {
        Named zone = situation.draw().pick(ZONES);
        String name =
                situation.language() == SpokenLanguage.ENGLISH && situation.draw().chance(0.75)
                        ? zone.names.getFirst()
                        : situation.draw().pick(zone.names);
        String said = situation.draw().chance(0.12) ? zone.code : name;
        return Value.of(StringNode.valueOf(zone.code), said).form("code", zone.code);
    }

    private static Map<String, Value> span(Situation situation) {
        Draws draw = situation.draw();
        int amount = draw.chance(0.5) ? draw.between(1, 12) : draw.between(2, 400);
        String unit = draw.pick(UNITS);
        String said = said(amount, unit, situation);
        if (draw.chance(0.2)) {
            int weeks = draw.between(1, 12);
            unit = "days";
            amount = DAYS_PER_WEEK * weeks;
            said = said(weeks, "weeks", situation);
        } else if (draw.chance(0.06) && situation.language() == SpokenLanguage.ENGLISH) {
            amount = draw.pick(30, 90, 15, 45);
            unit = "minutes";
            said =
                    switch (amount) {
                        case 30 -> "half an hour";
                        case 90 -> draw.pick("an hour and a half", "one and a half hours");
                        case 15 -> "a quarter of an hour";
                        default -> "three quarters of an hour";
                    };
        }
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("span", Value.of(IntNode.valueOf(amount), said));
        values.put("span_amount", Value.of(amount));
        values.put("span_back", Value.of(-amount));
        values.put("span_unit", Value.of(unit));
        return values;
    }

    private static String said(int amount, String units, Situation situation) {
        Draws draw = situation.draw();
        String unit = amount == 1 ? units.substring(0, units.length() - 1) : units;
        String digits = Integer.toString(amount);
        List<String> all = List.of("minutes", "hours", "days", "weeks", "months", "years");
        int at = all.indexOf(units);
        return switch (situation.language()) {
            case ENGLISH ->
                    amount == 1 && draw.chance(0.5)
                            ? (units.equals("hours") ? "an " : "a ") + unit
                            : (amount <= 100 && draw.chance(0.3)
                                            ? NumberWords.words(amount)
                                            : digits)
                                    + " "
                                    + unit;
            case GERMAN ->
                    digits
                            + " "
                            + List.of("Minuten", "Stunden", "Tage", "Wochen", "Monate", "Jahre")
                                    .get(at);
            case FRENCH ->
                    digits
                            + " "
                            + List.of("minutes", "heures", "jours", "semaines", "mois", "ans")
                                    .get(at);
            case SPANISH ->
                    digits
                            + " "
                            + List.of("minutos", "horas", "días", "semanas", "meses", "años")
                                    .get(at);
            case ITALIAN ->
                    digits
                            + " "
                            + List.of("minuti", "ore", "giorni", "settimane", "mesi", "anni")
                                    .get(at);
            case JAPANESE -> digits + List.of("分", "時間", "日", "週間", "か月", "年").get(at);
        };
    }
}
