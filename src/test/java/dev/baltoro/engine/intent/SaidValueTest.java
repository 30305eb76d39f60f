package dev.baltoro.engine.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.text.chat.ToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;

class SaidValueTest {
    private static SaidValue value(String facts, String request, String json) {
        String text = SaidValue.lower(facts + request);
        return SaidValue.of(List.of(ToolCall.of("tool", 0, json)), text, facts.length()).getFirst();
    }

    @Test
    void aValueStandsByItselfBeforeItStandsWithinAWord() {
        assertThat(value("", "cart and art", "{\"v\":\"art\"}").start()).isEqualTo(9);
        assertThat(value("", "cart", "{\"v\":\"art\"}").start()).isEqualTo(1);
    }

    @Test
    void itStandsInTheRequestBeforeItStandsElsewhere() {
        SaidValue said = value("Oak. ", "cut oak", "{\"v\":\"Oak\"}");
        assertThat(said.start()).isEqualTo(9);
        assertThat(said.end()).isEqualTo(12);
        assertThat(value("Oak. ", "cut it", "{\"v\":\"Oak\"}").start()).isZero();
        assertThat(value("Oak. ", "cut it", "{\"v\":\"Elm\"}").isLiteral()).isFalse();
    }

    @Test
    void lettersWhoseSmallFormIsLongerKeepTheirPlaces() {
        assertThat(value("", "İ and oak", "{\"v\":\"oak\"}").start()).isEqualTo(6);
    }

    @Test
    void aPathWithOneNameTwiceRepeatsIt() {
        assertThat(value("", "", "{\"v\":\"drafts/drafts\"}").repeats()).isTrue();
        assertThat(value("", "", "{\"v\":\"drafts/award\"}").repeats()).isFalse();
        assertThat(value("", "", "{\"v\":\"sits sits\"}").repeats()).isTrue();
        assertThat(value("", "", "{\"v\":\"onion\"}").repeats()).isFalse();
    }
}
