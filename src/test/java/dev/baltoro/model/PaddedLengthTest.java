package dev.baltoro.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaddedLengthTest {
    @Test
    void lengthsHoldTheTokensAndAreFew() {
        int longest = 1000;
        assertThat(IntStream.rangeClosed(1, longest))
                .allSatisfy(tokens ->
                        assertThat(PaddedLength.of(tokens, longest))
                                .isBetween(tokens, longest)
                                .isLessThanOrEqualTo(Math.max(16, tokens + tokens / 8 + 15)));
        assertThat(
                        IntStream.rangeClosed(1, longest)
                                .map(tokens -> PaddedLength.of(tokens, longest))
                                .distinct()
                                .count())
                .isLessThan(40);
    }
}
