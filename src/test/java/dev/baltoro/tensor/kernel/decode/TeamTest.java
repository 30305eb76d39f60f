package dev.baltoro.tensor.kernel.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TeamTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void whatWasWrittenBeforeABarrierIsSeenAfterIt(int threads) {
        try (Team team = Team.open(threads)) {
            int[] values = new int[threads];
            for (int run = 0; run < 20; run++) {
                Arrays.fill(values, 0);
                team.run((member, members) -> {
                    for (int round = 1; round <= 60; round++) {
                        values[member] = round;
                        team.barrier();
                        int sum = Arrays.stream(values).sum();
                        team.barrier();
                        if (sum != round * members) {
                            throw new AssertionError("round " + round + ": " + sum);
                        }
                    }
                });
                assertThat(values).containsOnly(60);
            }
        }
    }

    @Test
    void everyMemberTakesPartAndTheCallerIsTheFirst() {
        try (Team team = Team.open(3)) {
            Thread[] threads = new Thread[3];
            team.run((member, members) -> threads[member] = Thread.currentThread());
            assertThat(threads).doesNotHaveDuplicates().doesNotContainNull();
            assertThat(threads[0]).isSameAs(Thread.currentThread());
            assertThat(threads[1].isDaemon()).isTrue();
        }
    }

    @Test
    void aTaskMayBeForSomeMembersOnly() throws InterruptedException {
        try (Team team = Team.open(4)) {
            for (int run = 0; run < 400; run++) {
                int count = 1 + (run * 7 + run / 5) % 4;
                int[] rounds = new int[4];
                team.run(
                        count,
                        (member, members) -> {
                            if (members != count || team.active() != count) {
                                throw new AssertionError(members + " of " + count);
                            }
                            for (int round = 1; round <= 3; round++) {
                                rounds[member]++;
                                team.barrier();
                                if (Arrays.stream(rounds).sum() != round * count) {
                                    throw new AssertionError(Arrays.toString(rounds));
                                }
                                team.barrier();
                            }
                        });
                for (int member = 0; member < 4; member++) {
                    assertThat(rounds[member]).isEqualTo(member < count ? 3 : 0);
                }
                if (run % 40 == 0) {
                    Thread.sleep(1); // longer than helpers spin
                }
            }
            assertThatThrownBy(() -> team.run(5, (member, members) -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a team of 4 cannot run a task of 5");
            assertThatThrownBy(() -> team.run(0, (member, members) -> {}))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void failureReachesTheCallerThoughOthersWaitAtABarrier(int failing) {
        try (Team team = Team.open(3)) {
            for (int run = 0; run < 5; run++) {
                assertThatThrownBy(() ->
                                team.run((member, members) -> {
                                    team.barrier();
                                    if (member == failing) {
                                        throw new ArithmeticException("no");
                                    }
                                    team.barrier();
                                    team.barrier();
                                }))
                        .isInstanceOf(ArithmeticException.class)
                        .hasMessage("no");
                AtomicInteger passed = new AtomicInteger();
                team.run((member, members) -> {
                    team.barrier();
                    passed.incrementAndGet();
                });
                assertThat(passed).hasValue(3);
            }
        }
    }

    @Test
    void memberThatSkipsABarrierIsAnErrorAndNoDeadlock() {
        try (Team team = Team.open(2)) {
            assertThatThrownBy(() ->
                            team.run((member, members) -> {
                                if (member == 0) {
                                    team.barrier();
                                }
                            }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("ended before a barrier");
        }
    }

    @Test
    void runsAfterARest() throws InterruptedException {
        try (Team team = Team.open(2)) {
            AtomicInteger parts = new AtomicInteger();
            for (int run = 0; run < 10; run++) {
                team.run((member, members) -> parts.incrementAndGet());
                team.rest();
                if (run % 3 == 0) {
                    Thread.sleep(2); // longer than helpers spin
                }
            }
            assertThat(parts).hasValue(20);
        }
    }

    @Test
    void interruptedCallerFinishesItsTaskAndStaysInterrupted() {
        try (Team team = Team.open(2)) {
            AtomicInteger parts = new AtomicInteger();
            Thread.currentThread().interrupt();
            team.run((member, members) -> {
                team.barrier();
                parts.incrementAndGet();
            });
            assertThat(Thread.interrupted()).isTrue();
            assertThat(parts).hasValue(2);
        }
    }

    @Test
    void oneTaskAtATimeAndNoneAfterClose() {
        Team team = Team.open(2);
        assertThatThrownBy(() -> team.run((member, members) -> team.run((m, n) -> {})))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the team is in another task");
        assertThatThrownBy(() -> team.run((member, members) -> team.close()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot be closed");
        team.close();
        team.close();
        assertThatThrownBy(() -> team.run((member, members) -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the team is closed");
        assertThatThrownBy(() -> Team.open(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void closingEndsTheThreads() {
        Thread[] threads = new Thread[2];
        try (Team team = Team.open(2)) {
            team.run((member, members) -> threads[member] = Thread.currentThread());
        }
        assertThat(threads[1].isAlive()).isFalse();
    }
}
