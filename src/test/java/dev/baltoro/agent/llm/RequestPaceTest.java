package dev.baltoro.agent.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Requests by a clock that only waiting moves.
class RequestPaceTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final TestClock clock = new TestClock();

    private static RateLimit limit(int requests, int tokens) {
        return new RateLimit(OptionalInt.of(requests), OptionalInt.of(tokens));
    }

    @Test
    void noMinuteHasMoreThanItsLimitsAndNoneIsWasted() throws InterruptedException {
        long seed = 11;
        SplittableRandom random = new SplittableRandom(seed);
        RequestPace pace = new RequestPace(limit(7, 1000), clock);
        List<long[]> let = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            clock.sleep(Duration.ofMillis(random.nextInt(9000)));
            int estimate = 1 + random.nextInt(400);
            long before = clock.nanos();
            RequestPace.Entry entry = pace.enter(estimate);
            long now = clock.nanos();
            if (now != before) { // it waited: a moment earlier it would have been too much
                assertThat(
                                within(let, now - 1).length == 7
                                        || sum(within(let, now - 1)) + estimate > 1000)
                        .as("seed %d, request %d", seed, i)
                        .isTrue();
            }
            int real = random.nextInt(estimate + 1);
            pace.settle(entry, real);
            let.add(new long[] {now, real});
            long[] minute = within(let, now);
            assertThat(minute).as("seed %d, request %d", seed, i).hasSizeLessThanOrEqualTo(7);
            assertThat(sum(minute)).as("seed %d, request %d", seed, i).isLessThanOrEqualTo(1000);
        }
    }

    private static long[] within(List<long[]> let, long now) {
        return let.stream().filter(one -> now - one[0] < MINUTE).mapToLong(one -> one[1]).toArray();
    }

    private static long sum(long[] tokens) {
        return java.util.Arrays.stream(tokens).sum();
    }

    @Test
    void aRequestAboveTheLimitGoesAlone() throws InterruptedException {
        RequestPace pace = new RequestPace(limit(100, 50), clock);
        long start = clock.nanos();
        pace.enter(10);
        pace.enter(900);
        assertThat(clock.since(start)).isEqualTo(Duration.ofMinutes(1));
        pace.enter(1);
        assertThat(clock.since(start)).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void aPauseThatTheEndpointAsksForHoldsAll() throws InterruptedException {
        RequestPace pace = new RequestPace(RateLimit.NONE, clock);
        long start = clock.nanos();
        pace.hold(Duration.ofSeconds(30));
        pace.hold(Duration.ofSeconds(5)); // the longer one counts
        pace.enter(1);
        assertThat(clock.since(start)).isEqualTo(Duration.ofSeconds(30));
        pace.enter(1);
        assertThat(clock.since(start)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aLimitThatLetsNothingThroughIsRefused() {
        assertThatThrownBy(() -> limit(0, 5)).hasMessageContaining("1 or more");
    }
}
