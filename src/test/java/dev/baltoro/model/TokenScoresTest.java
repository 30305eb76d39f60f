package dev.baltoro.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TokenScoresTest {
    private static final int[] TOKENS = {4, 7, 7, 2};
    private static final TokenScores SCORES =
            new TokenScores(new float[] {-1, -0.5f, -0.25f}, new int[] {3, 7, 2, 9});

    @Test
    void continuationHasTheSumOfItsTokens() {
        assertThat(SCORES.logLikelihood(1)).isCloseTo(-1.75, within(1e-12));
        assertThat(SCORES.logLikelihood(3)).isCloseTo(-0.25, within(1e-12));
        assertThat(SCORES.logLikelihood(4)).isZero();
    }

    @Test
    void continuationIsGreedyWhereEachTokenIsTheLikeliest() {
        assertThat(SCORES.isGreedy(TOKENS, 1)).isFalse();
        assertThat(SCORES.isGreedy(TOKENS, 2)).isTrue();
        assertThat(SCORES.isGreedy(TOKENS, 4)).isTrue();
    }
}
