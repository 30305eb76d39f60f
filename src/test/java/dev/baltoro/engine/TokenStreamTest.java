package dev.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenStreamTest {
    /// No figure of this machine's speed: times are only compared with ones taken before and after.
    @Test
    void tokensAreTimedWhenTheyAreMadeAndNotWhenTheyAreRead() throws InterruptedException {
        long start = System.nanoTime();
        TokenStream stream = new TokenStream(() -> {});
        assertThat(stream.untilLastRead()).isZero();
        stream.give(token(1));
        stream.give(token(2));
        Duration bothMade = Duration.ofNanos(System.nanoTime() - start);
        assertThat(stream.next()).contains(token(1));
        Duration first = stream.untilLastRead();
        assertThat(stream.next()).contains(token(2));
        assertThat(first).isBetween(Duration.ZERO, stream.untilLastRead());
        assertThat(stream.untilLastRead()).isLessThanOrEqualTo(bothMade);
    }

    private static GeneratedToken token(int id) {
        return new GeneratedToken(id, -1, -1, List.of(), 0);
    }
}
