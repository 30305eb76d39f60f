package dev.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EngineOptionsTest {
    private static final EngineOptions STANDARD = EngineOptions.standard();

    @Test
    void whatIsTooLargeIsRefusedByItsNameWithTheLimit() {
        refused(() -> STANDARD.withSequences(20_000, 1), "batchMax is 20000; use 1 to 4096");
        refused(() -> STANDARD.withSequences(0, 1), "batchMax is 0; use 1 to 4096");
        refused(
                () -> STANDARD.withSequences(1, Integer.MAX_VALUE),
                "waitingMax is 2147483647; use 1 to 1048576");
        refused(() -> STANDARD.withThreads(1 << 20), "threads is 1048576; use 1 to 4096");
        refused(
                () -> STANDARD.withCacheTokens(Integer.MAX_VALUE),
                "cacheTokens is 2147483647; use 1 to 1073741824");
        refused(() -> STANDARD.withCacheTokens(31), "cacheTokens is 31; use at least a page, 32");
    }

    @Test
    void roomForMoreRequestsThanACacheHoldsIsRefused() {
        GenerationRequest request =
                GenerationRequest.of(new int[] {1}, 1 << 28, SamplingParameters.GREEDY, Set.of());
        List<GenerationRequest> requests = Collections.nCopies(100, request);
        refused(
                () -> STANDARD.withRoomFor(requests, 1 << 28),
                "tokens of prompts and answers is 26843545600; use 0 to 1073741824");
        assertThat(STANDARD.withRoomFor(requests.subList(0, 1), 100).cacheTokens()).isEqualTo(128);
    }

    private static void refused(Runnable use, String message) {
        assertThatThrownBy(use::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
