package dev.baltoro.agent.world.units;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class UnitToolsTest {
    private static String calc(String expression) {
        return UnitTools.CALC.call(
                UnitTools.state(),
                JsonMapper.shared().createObjectNode().put("expression", expression).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "1+2*3, 7",
        "(1+2)*3, 9",
        "2-3-4, -5",
        "12/4/3, 1",
        "-2*-3, 6",
        "0.1 + 0.2, 0.3",
        "1/3, 0.3333333333333333",
        "100*100, 10000",
        "5/0, error: division by zero",
        "2+, error: cannot read 2+",
        "(2, error: cannot read (2",
        "2 apples, error: cannot read 2apples",
        "1e9, error: cannot read 1e9",
        "'', 'error: cannot read '"
    })
    void arithmeticIsComputedOrRefused(String expression, String result) {
        assertThat(calc(expression)).isEqualTo(result);
    }

    @Test
    void noExpressionIsTooLongOrTooDeep() {
        assertThat(calc("(".repeat(100_000))).isEqualTo("error: too long");
        assertThat(calc("(".repeat(200))).startsWith("error: cannot read");
    }

    @ParameterizedTest
    @CsvSource({
        "3, km, m, 3000 m",
        "2.5, h, min, 150 min",
        "90, min, h, 1.5 h",
        "5, kg, m, error: no way from kg to m",
        "5, kg, stone, error: no unit stone",
        "1e999999, km, m, error: value is out of range",
        "1e-300, km, m, error: value is out of range"
    })
    void amountsAreConvertedOrRefused(String value, String from, String to, String result) {
        String arguments =
                "{\"value\":%s,\"from\":\"%s\",\"to\":\"%s\"}".formatted(value, from, to);
        assertThat(UnitTools.CONVERT.call(UnitTools.state(), arguments)).isEqualTo(result);
    }
}
