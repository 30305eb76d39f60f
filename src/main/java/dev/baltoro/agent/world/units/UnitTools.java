package dev.baltoro.agent.world.units;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.tool.ToolFailure;
import dev.baltoro.agent.tool.ToolParameter;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A calculator, a converter, and a page of notes. The state is `{"notes": {name: text}}`.
public final class UnitTools {
    /// Values to convert; beyond, a number has more digits than a result should.
    private static final double VALUE_MAX = 1e12;

    public static final Tool CALC =
            Tool.declare("calc", "Compute.", ToolParameter.text("expression"))
                    .returning((_, arguments) ->
                            plain(Calculator.value(arguments.path("expression").asString())));

    public static final Tool CONVERT =
            Tool.declare(
                            "convert",
                            "Convert units.",
                            ToolParameter.number("value"),
                            ToolParameter.text("from"),
                            ToolParameter.text("to"))
                    .returning((_, arguments) -> convert(arguments));

    public static final Tool NOTE =
            Tool.declare(
                            "note",
                            "Write down a value.",
                            ToolParameter.text("name"),
                            ToolParameter.text("value"))
                    .doing((state, arguments) -> {
                        state.withObject("/notes")
                                .put(
                                        arguments.path("name").asString(),
                                        arguments.path("value").asString());
                    });

    private UnitTools() {}

    /// {@return a state without notes}
    public static ObjectNode state() {
        ObjectNode state = JsonMapper.shared().createObjectNode();
        state.putObject("notes");
        return state;
    }

    /// {@return a number without an exponent and without zeros at its end}
    public static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static String convert(JsonNode arguments) throws ToolFailure {
        JsonNode number = arguments.path("value");
        double size = Math.abs(number.doubleValue());
        if (!(size < VALUE_MAX && (size == 0 || size > 1 / VALUE_MAX))) {
            throw new ToolFailure("value is out of range");
        }
        Unit from = unit(arguments.path("from").asString());
        Unit to = unit(arguments.path("to").asString());
        if (!from.quantity().equals(to.quantity())) {
            throw new ToolFailure("no way from %s to %s".formatted(from.symbol(), to.symbol()));
        }
        return plain(from.convert(number.decimalValue(), to)) + " " + to.symbol();
    }

    private static Unit unit(String symbol) throws ToolFailure {
        return Unit.of(symbol).orElseThrow(() -> new ToolFailure("no unit " + symbol));
    }
}
