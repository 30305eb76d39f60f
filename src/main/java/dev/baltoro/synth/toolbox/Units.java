package dev.baltoro.synth.toolbox;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.NumberWords;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Slot;
import dev.baltoro.synth.value.SpokenLanguage;
import dev.baltoro.synth.value.Value;
import dev.baltoro.synth.words.WordFile;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.StringNode;

/// Quantities to convert: `{quantity}` is said with its unit and stands for the number, `{unit}` is
/// that unit, `{to_unit}` another one of the same kind. Units stand for their short codes.
///
/// @param kind such as `length`
/// @param code short and unambiguous
/// @param names singular and plural, in English
/// @param signs behind a number
/// @param foreign the plural in German, French, Spanish and Japanese
record Units(
        String kind,
        String code,
        List<Name> names,
        List<String> signs,
        Map<SpokenLanguage, String> foreign) {
    private static final List<SpokenLanguage> LANGUAGES =
            List.of(
                    SpokenLanguage.GERMAN,
                    SpokenLanguage.FRENCH,
                    SpokenLanguage.SPANISH,
                    SpokenLanguage.JAPANESE);
    private static final List<Units> ALL =
            WordFile.lines("units").stream().map(Units::parse).toList();

    /// One and several.
    private record Name(String one, String more) {}

    static Map<String, Slot> slots() {
        return Together.slots(Units::draw, "quantity", "unit", "to_unit", "unit_kind");
    }

    private static Units parse(String line) {
        String[] parts = line.split("\\s*;\\s*");
        Map<SpokenLanguage, String> foreign = new LinkedHashMap<>();
        for (int i = 0; i < LANGUAGES.size(); i++) {
            foreign.put(LANGUAGES.get(i), parts[3 + i]);
        }
        return new Units(
                parts[0].split(" ")[0],
                parts[0].split(" ")[1],
                Stream.of(parts[1].split("\\s*,\\s*"))
                        .map(name -> new Name(name.split("/")[0], name.split("/")[1]))
                        .toList(),
                List.of(parts[2].split("\\s*,\\s*")),
                foreign);
    }

    private static Map<String, Value> draw(Situation situation) {
        Draws draw = situation.draw();
        Units from = draw.pick(ALL);
        List<Units> others =
                ALL.stream()
                        .filter(unit -> unit.kind.equals(from.kind) && !unit.equals(from))
                        .toList();
        Units to = draw.pick(others);
        BigDecimal number = number(from.kind, draw);
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("quantity", from.quantity(number, situation));
        values.put("unit", from.value(situation));
        values.put("to_unit", to.value(situation));
        values.put("unit_kind", Value.of(from.kind));
        return values;
    }

    private static BigDecimal number(String kind, Draws draw) {
        if (kind.equals("temperature")) {
            return draw.chance(0.8)
                    ? BigDecimal.valueOf(draw.between(-40, 400))
                    : BigDecimal.valueOf(draw.between(-200, 1100), 1);
        }
        return switch (draw.weighted(4, 2, 2, 1, 1)) {
            case 0 -> BigDecimal.valueOf(draw.between(1, 120));
            case 1 -> BigDecimal.valueOf(draw.between(2, 5000));
            case 2 -> BigDecimal.valueOf(draw.between(1, 999), 1);
            case 3 -> BigDecimal.valueOf(draw.between(1, 9999), 2);
            default -> BigDecimal.valueOf(draw.pick(50, 100, 250, 500, 750, 1000, 1500, 10000));
        };
    }

    private Value quantity(BigDecimal number, Situation situation) {
        Draws draw = situation.draw();
        String digits = Numerals.digits(number);
        Value value = Value.of(DecimalNode.valueOf(new BigDecimal(digits)));
        @Nullable String foreignName = foreign.get(situation.language());
        if (foreignName != null && draw.chance(0.7)) {
            return value.also(
                            digits
                                    + (situation.language() == SpokenLanguage.JAPANESE ? "" : " ")
                                    + foreignName)
                    .form("number", digits);
        }
        boolean one = number.compareTo(BigDecimal.ONE) == 0;
        Name name = draw.pick(names);
        String sign = draw.pick(signs);
        String said =
                switch (draw.weighted(4, 2, 2, words(number) ? 1.5 : 0)) {
                    case 0 -> digits + " " + (one ? name.one : name.more);
                    case 1 -> digits + " " + sign;
                    case 2 -> digits + (sign.contains(" ") ? " " : "") + sign;
                    default ->
                            NumberWords.words(number.longValue())
                                    + " "
                                    + (one ? name.one : name.more);
                };
        return value.also(said).form("number", digits);
    }

    private static boolean words(BigDecimal number) {
        return number.signum() >= 0
                && number.stripTrailingZeros().scale() <= 0
                && (number.longValue() <= 120 || number.longValue() % 100 == 0);
    }

    private Value value(Situation situation) {
        Draws draw = situation.draw();
        @Nullable String foreignName = foreign.get(situation.language());
        Value value = Value.of(StringNode.valueOf(code));
        value =
                foreignName != null && draw.chance(0.8)
                        ? value.also(foreignName)
                        : value.also(draw.chance(0.65) ? draw.pick(names).more : draw.pick(signs));
        return value.form("sign", signs.getFirst()).form("name", names.getFirst().more);
    }
}
