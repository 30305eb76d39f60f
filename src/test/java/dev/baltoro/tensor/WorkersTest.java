package dev.baltoro.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkersTest {
    @Test
    void eachNumberIsTakenOnceByWhoeverIsFree() {
        AtomicIntegerArray taken = new AtomicIntegerArray(100);
        try (Workers workers = Workers.of(3)) {
            workers.forEach(100, taken::incrementAndGet);
            workers.forEach(0, taken::incrementAndGet);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(taken.get(i)).as("number %d", i).isEqualTo(1);
        }
    }

    /// Tensors must not be freed under a worker that still runs, whatever ended another one.
    @Test
    void errorIsThrownWhenAllWorkersHaveEnded() {
        CountDownLatch failing = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        try (Workers workers = Workers.of(2)) {
            assertThatThrownBy(() ->
                            workers.run(worker -> {
                                if (worker == 0) {
                                    failing.countDown();
                                    throw new StackOverflowError("too deep");
                                }
                                awaitThenWork(failing);
                                ended.incrementAndGet();
                            }))
                    .isInstanceOf(StackOverflowError.class)
                    .hasMessage("too deep");
            assertThat(ended.get()).isEqualTo(1);
        }
    }

    private static void awaitThenWork(CountDownLatch latch) {
        try {
            latch.await();
            Thread.sleep(50); // so that a caller that does not wait is seen
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
