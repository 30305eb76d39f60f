package dev.baltoro.text.spoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SpokenTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "twelve|12",
                "Twenty-seven|27",
                "a hundred and fifty|150",
                "seven and a half|7.5",
                "one thousand two hundred and twelve|1212",
                "four hundred and eighty|480",
                "fifteen thousand|15000",
                "1.3 million|1300000",
                "two and a half million|2500000",
                "half a million|500000",
                "two dozen|24",
                "three point one four|3.14",
                "minus five|-5",
                "1,850|1850",
                "zero|0",
                "2 and a quarter|2.25",
            })
    void numbersInWordsAreRead(String words, BigDecimal number) {
        assertThat(SpokenNumber.of(words))
                .hasValueSatisfying(n -> assertThat(n).isEqualByComparingTo(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "twenty twelve",
                "one two",
                "and five",
                "a",
                "half",
                "seven and",
                "the",
                "five six",
                "two a half"
            })
    void otherWordsAreNoNumber(String words) {
        assertThat(SpokenNumber.of(words)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Swedish plans. Board's seven and a half feet long|seven and a half",
                "how many liters is a hundred and fifty gallons|a hundred and fifty",
                "We have 1.3 million in the bank|1.3 million",
                "make it minus twenty-five please|minus twenty-five",
            })
    void numbersAreFoundInTexts(String text, String found) {
        Matcher matcher = SpokenNumber.places().matcher(text);
        assertThat(matcher.find()).isTrue();
        assertThat(matcher.group()).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "19 September 2025|2025-09-19",
                "the 4th of February 2026|2026-02-04",
                "August 8th, 2008|2008-08-08",
                "January 16 2026 at 21:30|2026-01-16T21:30",
                "9pm on 5 October 2024|2024-10-05T21:00",
                "June 6th 2026, 4:30 in the afternoon|2026-06-06T16:30",
                "2024-06-20 15:09|2024-06-20T15:09",
                "2024/06/20|2024-06-20",
                "17 de julio de 1953|1953-07-17",
                "3. März 2019|2019-03-03",
                "16.1.2026|2026-01-16",
                "Nov 26, 2028|2028-11-26",
                "2026年1月16日|2026-01-16",
                "12 am on 1 May 2026|2026-05-01T00:00",
                "noon, May 1, 2026|2026-05-01T12:00",
                "Friday, 1 May 2026|2026-05-01",
            })
    void daysAndMomentsAreRead(String words, String iso) {
        assertThat(SpokenDate.of(words)).hasValue(iso);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "31 February 2026",
                "2025",
                "01/02/2026",
                "May 2026",
                "1.2.3",
                "25 pages of May"
            })
    void otherWordsAreNoDay(String words) {
        assertThat(SpokenDate.of(words)).isEmpty();
    }

    @Test
    void aDayIsFoundInATextAsAWhole() {
        Matcher matcher =
                SpokenDate.places()
                        .matcher(
                                "Walter and I were married on 12 June 1961 and he passed on the 30th of January 2020, God rest him.");
        assertThat(matcher.results().map(result -> result.group()))
                .containsExactly("12 June 1961", "the 30th of January 2020");
    }

    @Test
    void manyNumbersInARowTakeNoLongerThanTheirNumber() {
        // twice as many ways to read it with each word would never end
        String text = "three ".repeat(2_000) + "threes";
        assertThat(SpokenNumber.places().matcher(text).results().count()).isPositive();
        assertThat(SpokenNumber.places().matcher("twenty fivers").results().map(r -> r.group()))
                .containsExactly("twenty");
    }

    @ParameterizedTest
    @CsvSource({
        "Sao Paulo,America/Sao_Paulo",
        "são paulo,America/Sao_Paulo",
        "Tokyo,Asia/Tokyo",
        "Buenos Aires,America/Argentina/Buenos_Aires",
        "Istanbul,Europe/Istanbul",
        "UTC,UTC",
    })
    void citiesAreZones(String city, String zone) {
        assertThat(SpokenZone.of(city)).hasValue(zone);
        assertThat(SpokenZone.of("Atlantis")).isEmpty();
    }
}
