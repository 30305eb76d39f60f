package dev.baltoro.synth.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.synth.value.Draws;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LexiconTest {
    private static final List<String> FILES =
            List.of("texts", "networks", "colours", "snippets", "regexes", "facts");

    @Test
    void alternativesNestAndRulesUseEachOther() {
        Lexicon lexicon =
                Lexicon.of(
                        List.of(
                                "[greeting]",
                                "(good (morning|night)|hi) {name}",
                                "[name]",
                                "Ann | Bo"));
        Set<String> said =
                LongStream.range(0, 200)
                        .mapToObj(seed -> lexicon.say("greeting", new Draws(seed)))
                        .collect(Collectors.toSet());
        assertThat(said)
                .containsExactlyInAnyOrder(
                        "good morning Ann",
                        "good morning Bo",
                        "good night Ann",
                        "good night Bo",
                        "hi Ann",
                        "hi Bo");
    }

    @Test
    void aBackslashTakesTheNextCharacterAsItIs() {
        Lexicon lexicon = Lexicon.of(List.of("[regex]", "\\(\\\\d\\|\\{2\\}\\)"));
        assertThat(lexicon.say("regex", new Draws(1))).isEqualTo("(\\d|{2})");
    }

    @Test
    void whatCannotBeReadIsRefused() {
        assertThatThrownBy(() -> Lexicon.of(List.of("[a]", "(b|c"))).hasMessageContaining("(b|c");
        assertThatThrownBy(() -> Lexicon.of(List.of("[a]", "b)"))).hasMessageContaining("b)");
        assertThatThrownBy(() -> Lexicon.of(List.of("[a]", "{b"))).hasMessageContaining("{b");
        assertThatThrownBy(() -> Lexicon.of(List.of("[a]", "b", "[a]")))
                .hasMessageContaining("twice");
    }

    @Test
    void everyRuleOfEveryFileCanBeSaid() {
        for (String file : FILES) {
            Lexicon lexicon = Lexicon.named(file);
            for (String rule : lexicon.names()) {
                for (long seed = 0; seed < 300; seed++) {
                    assertThat(lexicon.say(rule, new Draws(seed)))
                            .as("%s [%s], seed %d", file, rule, seed)
                            .isNotEmpty();
                }
            }
        }
    }
}
