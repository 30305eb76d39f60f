package dev.baltoro.synth.toolbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.NumberWords;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Slot;
import dev.baltoro.synth.value.SpokenLanguage;
import dev.baltoro.synth.value.Surroundings;
import dev.baltoro.synth.value.Value;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ToolboxTest {
    private static final int DRAWS = 400;

    private static Situation situation(long seed) {
        SpokenLanguage[] all = SpokenLanguage.values();
        SpokenLanguage language =
                seed % 2 == 0 ? SpokenLanguage.ENGLISH : all[(int) (seed / 2 % all.length)];
        return new Situation(new Draws(seed), Surroundings.NONE, language, false);
    }

    private static Slot slot(String name) {
        return Optional.ofNullable(Toolbox.slots().get(name)).orElseThrow();
    }

    @Test
    void aValueIsAPureFunctionOfItsSeedAndCanBeSaid() {
        Toolbox.slots()
                .forEach((name, slot) -> {
                    for (long seed = 0; seed < DRAWS; seed++) {
                        Value value = slot.draw(situation(seed), 1);
                        assertThat(value.said()).as("%s, seed %d", name, seed).isNotEmpty();
                        assertThat(value.said().getFirst().text())
                                .as("%s, seed %d", name, seed)
                                .isNotEmpty();
                        assertThat(slot.draw(situation(seed), 1)).isEqualTo(value);
                    }
                });
    }

    @Test
    void valuesThatBelongTogetherAreDrawnTogether() {
        for (long seed = 0; seed < DRAWS; seed++) {
            Situation situation = situation(seed);
            slot("based").draw(situation, 1);
            Value digits = situation.value("based").orElseThrow();
            int from = situation.value("based_from").orElseThrow().json().asInt();
            int to = situation.value("based_to").orElseThrow().json().asInt();
            assertThat(new BigInteger(digits.plain(), from).signum())
                    .as("seed %d", seed)
                    .isPositive();
            assertThat(to).isNotEqualTo(from).isBetween(2, 36);
        }
    }

    @Test
    void datesAndZonesAreOnesThatExist() {
        for (long seed = 0; seed < DRAWS; seed++) {
            assertThat(LocalDate.parse(slot("day").draw(situation(seed), 1).plain()).getYear())
                    .isBetween(1900, 2100);
            ZoneId.of(slot("zone").draw(situation(seed), 1).plain());
        }
    }

    @Test
    void sumsHaveNoHolesLeftAndTheirBracketsMatch() {
        for (long seed = 0; seed < 5 * DRAWS; seed++) {
            Value sum = slot("sum").draw(situation(seed), 1);
            String expression = sum.plain();
            assertThat(expression + sum.said().getFirst().text())
                    .as("seed %d", seed)
                    .doesNotContain("#");
            assertThat(expression.chars().filter(c -> c == '(').count())
                    .as("seed %d: %s", seed, expression)
                    .isEqualTo(expression.chars().filter(c -> c == ')').count());
        }
    }

    /// Every number of an expression in signs is copied from what is said.
    @Test
    void aWrittenSumIsSaidInTheSameNumbers() {
        Pattern number = Pattern.compile("\\d+(\\.\\d+)?");
        for (long seed = 0; seed < DRAWS; seed++) {
            Value sum = slot("formula").draw(situation(seed), 1);
            String said = sum.said().getFirst().text().replace("²", "^2").replace("³", "^3");
            assertThat(number.matcher(said).results().map(r -> r.group()).toList())
                    .as("seed %d", seed)
                    .isEqualTo(number.matcher(sum.plain()).results().map(r -> r.group()).toList());
        }
    }

    @Test
    void expressionsOfOtherLanguagesAreWellFormed() {
        for (long seed = 0; seed < DRAWS; seed++) {
            assertThat(slot("cron").draw(situation(seed), 1).plain().split(" ")).hasSize(5);
            assertThat(slot("cron_words").draw(situation(seed), 1).plain().split(" ")).hasSize(5);
            Pattern.compile(slot("found").draw(situation(seed), 1).plain());
            Pattern.compile(slot("regex").draw(situation(seed), 1).plain());
            String[] token = slot("jwt").draw(situation(seed), 1).plain().split("\\.");
            assertThat(token).hasSize(3);
            for (int part = 0; part < 2; part++) {
                String json =
                        new String(
                                Base64.getUrlDecoder().decode(token[part]), StandardCharsets.UTF_8);
                assertThat(JsonMapper.shared().readTree(json).isObject()).as(json).isTrue();
            }
        }
    }

    /// What is looked for is there, so that the words and the expression mean the same.
    @Test
    void aTextHasWhatIsLookedForInIt() {
        for (long seed = 0; seed < 5 * DRAWS; seed++) {
            Situation situation = situation(seed);
            Value found = slot("found").draw(situation, 1);
            String text = situation.value("found_in").orElseThrow().plain();
            assertThat(Pattern.compile(found.plain()).matcher(text).find())
                    .as("seed %d: %s in %s", seed, found.plain(), text)
                    .isTrue();
        }
    }

    @Test
    void numbersAreSaidInWordsAsPeopleWriteThem() {
        assertThat(NumberWords.words(2025)).isEqualTo("two thousand and twenty-five");
        assertThat(NumberWords.words(1_000_000)).isEqualTo("one million");
        assertThat(NumberWords.words(319)).isEqualTo("three hundred and nineteen");
        assertThat(Numerals.ordinal(22)).isEqualTo("22nd");
        assertThat(Numerals.ordinal(11)).isEqualTo("11th");
    }
}
