package dev.baltoro.synth.toolbox;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Value;
import java.math.BigDecimal;
import tools.jackson.databind.node.StringNode;

/// Sums in the signs of arithmetic. What calculators do not read (`×`, `÷`, `−`, `²`, `**`) is said
/// and does not stand in the call.
final class WrittenSums {
    private WrittenSums() {}

    static Value draw(Draws draw) {
        String space = draw.chance(0.6) ? " " : "";
        String formula = terms(draw, space, draw.chance(0.6) ? 1 : 2);
        String said = formula;
        if (draw.chance(0.25)) {
            said =
                    said.replace("*", draw.pick("×", "x", "·", "×"))
                            .replace("/", draw.pick("÷", ":", "/"));
            said = said.replace("-", draw.pick("−", "–", "-"));
        }
        if (draw.chance(0.2)) {
            said = said.replace("^2", "²").replace("^3", "³");
        } else if (draw.chance(0.1)) {
            said = said.replace("^", "**");
        }
        return Value.of(StringNode.valueOf(formula), said);
    }

    private static String terms(Draws draw, String space, int depth) {
        StringBuilder out = new StringBuilder(factor(draw, space, depth));
        for (int n = draw.weighted(5, 4, 2) + 1; n > 0; n--) {
            out.append(space).append(draw.pick("+", "-", "*", "*", "/")).append(space);
            out.append(factor(draw, space, depth));
        }
        return out.toString();
    }

    private static String factor(Draws draw, String space, int depth) {
        return switch (draw.weighted(10, depth > 1 ? 4 : 0, 2, 0.7, 0.4)) {
            case 0 -> number(draw);
            case 1 -> "(" + terms(draw, space, depth - 1) + ")" + (draw.chance(0.2) ? "^2" : "");
            case 2 -> draw.between(2, 20) + "^" + draw.pick(2, 2, 3, 4, 5, 10);
            case 3 -> "sqrt(" + draw.between(2, 500) + ")";
            default -> draw.between(3, 12) + "!";
        };
    }

    private static String number(Draws draw) {
        return draw.chance(0.75)
                ? Integer.toString(
                        draw.chance(0.7) ? draw.between(1, 120) : draw.between(100, 99999))
                : Numerals.digits(BigDecimal.valueOf(draw.between(1, 9999), draw.between(1, 2)));
    }
}
