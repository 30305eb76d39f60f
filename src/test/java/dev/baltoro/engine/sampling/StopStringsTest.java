package dev.baltoro.engine.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StopStringsTest {
    @Test
    void everythingPassesWhereNothingIsLookedFor() {
        var stop = new StopStrings(List.of());
        assertThat(stop.push("anything")).isEqualTo("anything");
        assertThat(stop.finish()).isEmpty();
        assertThat(stop.found()).isEmpty();
    }

    @Test
    void holdsBackWhatMayStillBecomeAStop() {
        var stop = new StopStrings(List.of("END"));
        assertThat(stop.push("the E")).isEqualTo("the ");
        assertThat(stop.push("N")).isEmpty();
        assertThat(stop.push("E")).isEqualTo("EN");
        assertThat(stop.push("ND and more")).isEmpty();
        assertThat(stop.found()).contains("END");
        assertThat(stop.finish()).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> stop.push("x"));
    }

    @Test
    void givesBackWhatWasHeldWhenTheTextEnds() {
        var stop = new StopStrings(List.of("END"));
        assertThat(stop.push("E")).isEmpty();
        assertThat(stop.push("N")).isEmpty();
        assertThat(stop.finish()).isEqualTo("EN");
    }

    @Test
    void findsAStopThatBeginsInsideAFailedOne() {
        var stop = new StopStrings(List.of("aab"));
        assertThat(stop.push("a") + stop.push("a") + stop.push("a") + stop.push("b"))
                .isEqualTo("a");
        assertThat(stop.found()).contains("aab");
    }

    @Test
    void whatIsCompleteFirstEndsIt() {
        var inside = new StopStrings(List.of("abcd", "bc"));
        assertThat(inside.push("xabcd")).isEqualTo("xa");
        assertThat(inside.found()).contains("bc");
        var together = new StopStrings(List.of("c", "abc", "bc"));
        assertThat(together.push("xabc")).isEqualTo("x");
        assertThat(together.found()).contains("abc");
    }

    @Test
    void charactersOutsideTheFirstPlaneStayWhole() {
        var stop = new StopStrings(List.of("\uD83D\uDE00!", "ü"));
        assertThat(stop.push("a\uD83D\uDE01")).isEqualTo("a\uD83D\uDE01");
        assertThat(stop.push("b\uD83D\uDE00")).isEqualTo("b");
        assertThat(stop.push("?")).isEqualTo("\uD83D\uDE00?");
        assertThat(stop.push("für")).isEqualTo("f");
        assertThat(stop.found()).contains("ü");
    }

    @Test
    void refusesWhatCannotBeLookedFor() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StopStrings(Collections.nCopies(17, "a")))
                .withMessage("stop has 17 texts; use up to 16");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StopStrings(List.of("")))
                .withMessage("stop has a text of 0 characters; use 1 to 1024");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StopStrings(List.of("a\uD83D")))
                .withMessageContaining("half a surrogate pair");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void agreesWithIndexOfHoweverTheTextIsCut(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int matches = 0;
        for (int run = 0; run < 5000; run++) {
            List<String> stops =
                    IntStream.range(0, random.nextInt(0, 5))
                            .mapToObj(_ -> text(random, random.nextInt(1, 7)))
                            .toList();
            String text = text(random, random.nextInt(0, 40));
            var stop = new StopStrings(stops);
            int end = -1;
            int begin = text.length();
            for (String each : stops) {
                int at = text.indexOf(each);
                int ends = at + each.length();
                if (at >= 0 && (end < 0 || ends < end || (ends == end && at < begin))) {
                    end = ends;
                    begin = at;
                }
            }
            StringBuilder shown = new StringBuilder();
            int at = 0;
            while (at < text.length() && stop.found().isEmpty()) {
                int next = Math.min(text.length(), at + random.nextInt(0, 6));
                shown.append(stop.push(text.substring(at, next)));
                at = next;
                if (stop.found().isEmpty()) {
                    assertHoldsNoMoreThanItMust(text.substring(0, at), shown.length(), stops);
                }
            }
            shown.append(stop.finish());
            assertThat(shown.toString())
                    .as("%s in %s", stops, text)
                    .isEqualTo(text.substring(0, begin));
            Optional<String> expected =
                    end < 0 ? Optional.empty() : Optional.of(text.substring(begin, end));
            assertThat(stop.found()).isEqualTo(expected);
            matches += end < 0 ? 0 : 1;
        }
        assertThat(matches).isBetween(500, 4500);
    }

    private static void assertHoldsNoMoreThanItMust(String text, int shown, List<String> stops) {
        int from = text.length();
        for (int i = text.length() - 1; i >= 0; i--) {
            String rest = text.substring(i);
            from = stops.stream().anyMatch(stop -> stop.startsWith(rest)) ? i : from;
        }
        assertThat(shown).isEqualTo(from);
    }

    private static String text(RandomGenerator random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(
                    random.nextInt(3) == 0 ? "b" : random.nextInt(9) == 0 ? "\uD83D\uDE00" : "a");
        }
        return text.toString();
    }
}
