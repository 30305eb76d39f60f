package dev.baltoro.engine.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.engine.grammar.schema.SchemaException;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Numbers between drawn bounds, judged by BigDecimal: all that are written in few enough digits,
/// and no others.
class NumberGrammarTest {
    private static final long SEED = 23;
    private static final int SCHEMAS = 400;
    private static final int NUMBERS = 40;
    private static final String END = "<|im_end|>";
    private static final Tokenizer TOKENIZER = Walk.tokenizer();
    private static final Grammars GRAMMARS = new Grammars(TOKENIZER);

    /// The bounds of a drawn schema.
    private record Drawn(
            boolean integer, List<String> keywords, List<BigDecimal> bounds, BigDecimal step) {
        static Drawn draw(Random random) {
            boolean integer = random.nextBoolean();
            List<String> keywords = new ArrayList<>();
            List<BigDecimal> bounds = new ArrayList<>();
            for (String keyword :
                    List.of("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")) {
                if (random.nextInt(3) == 0) {
                    keywords.add(keyword);
                    bounds.add(number(random));
                }
            }
            BigDecimal step =
                    switch (random.nextInt(4)) {
                        case 0 -> BigDecimal.valueOf(1 + random.nextInt(40));
                        case 1 -> BigDecimal.ONE.movePointLeft(random.nextInt(4));
                        default -> BigDecimal.ZERO;
                    };
            return new Drawn(integer, keywords, bounds, step);
        }

        String schema() {
            StringBuilder schema = new StringBuilder("{\"type\":\"");
            schema.append(integer ? "integer\"" : "number\"");
            for (int i = 0; i < bounds.size(); i++) {
                schema.append(",\"%s\":%s".formatted(keywords.get(i), bounds.get(i)));
            }
            if (step.signum() > 0) {
                schema.append(",\"multipleOf\":").append(step);
            }
            return schema.append('}').toString();
        }

        boolean contains(BigDecimal number) {
            for (int i = 0; i < bounds.size(); i++) {
                int order = number.compareTo(bounds.get(i));
                boolean holds =
                        switch (keywords.get(i)) {
                            case "minimum" -> order >= 0;
                            case "exclusiveMinimum" -> order > 0;
                            case "maximum" -> order <= 0;
                            default -> order < 0;
                        };
                if (!holds) {
                    return false;
                }
            }
            return (!integer || number.stripTrailingZeros().scale() <= 0)
                    && (step.signum() == 0 || number.remainder(step).signum() == 0);
        }

        boolean isWholeOnly() {
            return integer || step.signum() > 0 && step.stripTrailingZeros().scale() <= 0;
        }
    }

    /// Small, past 2^53, tiny, with an exponent, negative.
    private static BigDecimal number(Random random) {
        BigDecimal number =
                switch (random.nextInt(6)) {
                    case 0 -> BigDecimal.valueOf(random.nextInt(30) - 10);
                    case 1 -> BigDecimal.valueOf(random.nextInt(4_000) - 1_000, random.nextInt(4));
                    case 2 -> new BigDecimal(new BigInteger(60, random));
                    case 3 -> BigDecimal.valueOf(random.nextInt(100), 12 + random.nextInt(9));
                    case 4 -> BigDecimal.valueOf((1L << 53) + random.nextInt(5) - 2);
                    default ->
                            new BigDecimal(
                                    "%dE%d".formatted(random.nextInt(20), random.nextInt(24) - 8));
                };
        return random.nextInt(3) == 0 ? number.negate() : number;
    }

    /// {@return numbers at the bounds, beside them, and anywhere}
    private static BigDecimal near(Drawn drawn, Random random) {
        BigDecimal number =
                drawn.bounds().isEmpty() || random.nextInt(4) == 0
                        ? number(random)
                        : drawn.bounds().get(random.nextInt(drawn.bounds().size()));
        int places = random.nextInt(3) == 0 ? 0 : Math.max(number.scale(), 0) + random.nextInt(2);
        BigDecimal moved = number.add(BigDecimal.valueOf(random.nextInt(5) - 2, places));
        return drawn.step().signum() > 0 && random.nextBoolean()
                ? moved.subtract(moved.remainder(drawn.step()))
                : moved;
    }

    private static boolean isWritten(String spelled, Drawn drawn) {
        String digits = spelled.replaceAll("[-.]", "");
        int places = new BigDecimal(spelled).scale();
        if (drawn.step().signum() > 0 && places > Math.max(0, drawn.step().scale())) {
            return false;
        }
        return drawn.isWholeOnly()
                ? !spelled.contains(".") && digits.length() <= 18 && !spelled.equals("-0")
                : digits.length() <= 15 && !spelled.matches("-0(\\.0*)?");
    }

    @Test
    void numbersOfDrawnBoundsAreAllThatThereAre() {
        Random random = new Random(SEED);
        int held = 0;
        int inside = 0;
        for (int i = 0; i < SCHEMAS; i++) {
            Drawn drawn = Drawn.draw(random);
            if (drawn.bounds().isEmpty() && drawn.step().signum() == 0) {
                // Free numbers are written in other ways, too.
                continue;
            }
            Grammar grammar;
            try {
                grammar = GRAMMARS.jsonSchema(drawn.schema());
            } catch (SchemaException refused) {
                assertThat(refused)
                        .hasMessageMatching(".*(no JSON value|more than 1[58] digits).*");
                for (int j = 0; j < NUMBERS; j++) {
                    BigDecimal number = near(drawn, random);
                    assertThat(drawn.contains(number) && isWritten(number.toPlainString(), drawn))
                            .as("seed %d: %s has %s", SEED, drawn.schema(), number)
                            .isFalse();
                }
                continue;
            }
            held++;
            for (int j = 0; j < NUMBERS; j++) {
                BigDecimal number = near(drawn, random);
                String spelled = number.toPlainString();
                boolean expected = drawn.contains(number) && isWritten(spelled, drawn);
                assertThat(Walk.accepts(TOKENIZER, grammar.start(), spelled + END))
                        .as("seed %d: %s under %s", SEED, spelled, drawn.schema())
                        .isEqualTo(expected);
                inside += expected ? 1 : 0;
            }
        }
        assertThat(held).isGreaterThan(SCHEMAS / 2);
        assertThat(inside).isGreaterThan(held);
    }

    @ParameterizedTest
    @Timeout(60)
    @CsvSource(
            delimiter = '§',
            value = {
                "{'type':'integer','maximum':1e300} § 5",
                "{'type':'integer','minimum':-1e300,'maximum':3} § 3",
                "{'type':'integer','exclusiveMinimum':-1e-300} § 0",
                "{'type':'number','maximum':1e300} § 5.5",
                "{'type':'number','minimum':-1e400,'maximum':1e400} § 0.25",
                "{'type':'number','exclusiveMinimum':1e-400} § 0.5",
                "{'type':'number','minimum':1e-300,'maximum':2} § 0.5",
                "{'type':'integer','multipleOf':1e-3} § 7",
                "{'type':'integer','multipleOf':5.0e0} § 15",
                "{'type':'number','multipleOf':1.0} § 3",
                "{'type':'integer','minimum':9007199254740993} § 9007199254740993",
                "{'type':'integer','exclusiveMaximum':-9007199254740993} § -9007199254740994",
                "{'type':'number','minimum':-0.0,'maximum':0} § 0",
                "{'type':'number','minimum':-0} § 0.0",
                "{'type':'integer','minimum':0.5,'maximum':1.5} § 1"
            })
    void oddBoundsHold(String schema, String number) {
        Grammar grammar = GRAMMARS.jsonSchema(schema.replace('\'', '"'));
        assertThat(Walk.accepts(TOKENIZER, grammar.start(), number + END)).isTrue();
    }

    @ParameterizedTest
    @Timeout(60)
    @CsvSource(
            delimiter = '§',
            value = {
                "{'type':'integer','minimum':1e300} § #/minimum: leaves only numbers",
                "{'type':'integer','multipleOf':1e300} § #/multipleOf",
                "{'type':'integer','maximum':1e999999999} § #: the number 1E+999999999 is beyond",
                "{'type':'integer','minimum':-1e99999999} § #: the number -1E+99999999 is beyond",
                "{'type':'integer','multipleOf':1e-999999999} § #: the number 1E-999999999 is beyond",
                "{'type':'number','multipleOf':1e-999999} § #: the number",
                "{'type':'string','minLength':1e999999999} § #: the number",
                "{'items':{'enum':[1e999999999],'multipleOf':7}} § #: the number",
                "{'type':'integer','minimum':0.2,'maximum':0.8} § no JSON value",
                "{'enum':[1e300],'type':'integer','multipleOf':7} § no JSON value"
            })
    void boundsWithoutNumbersAreErrorsAtOnce(String schema, String said) {
        assertThatThrownBy(() -> GRAMMARS.jsonSchema(schema.replace('\'', '"')))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining(said);
    }
}
