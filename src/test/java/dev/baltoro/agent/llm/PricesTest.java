package dev.baltoro.agent.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Prices as users state them.
class PricesTest {
    @Test
    void twoNumbersAMillionTokens() {
        assertThat(Prices.parse("0.15,0.6").of(2_000_000, 500_000)).isEqualTo(0.6);
        assertThat(Prices.parse("0,3").of(7, 1_000_000)).isEqualTo(3);
    }

    @Test
    void anythingElseIsRefusedWithTheForm() {
        for (String text : List.of("", "1", "1,", "a,b", "-1,2", "1,2,3", "1e9,2", " 1,2")) {
            assertThatThrownBy(() -> Prices.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("such as 0.15,0.6");
        }
    }
}
