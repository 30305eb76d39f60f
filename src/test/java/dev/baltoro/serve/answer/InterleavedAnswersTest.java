package dev.baltoro.serve.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.text.chat.AnswerPart;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A reader that fails is heard of, whatever it failed by.
@Timeout(60)
class InterleavedAnswersTest {
    /// An answer that never says anything.
    private static InterleavedAnswers.Source silent() {
        return () -> {
            new CountDownLatch(1).await();
            return Optional.empty();
        };
    }

    @Test
    void exceptionOfOneAnswerEndsTheWaitingForAll() throws Exception {
        RuntimeException cause = new ArithmeticException("a bug");
        assertThatThrownBy(() -> next(cause))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(cause);
    }

    @Test
    void errorOfOneAnswerEndsTheWaitingForAll() throws Exception {
        Error cause = new StackOverflowError("a deep bug");
        assertThatThrownBy(() -> next(cause)).hasCause(cause);
    }

    private static Optional<InterleavedAnswers.Event.Part> next(Throwable failure)
            throws InterruptedException {
        InterleavedAnswers.Source failing =
                () -> {
                    if (failure instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) failure;
                };
        try (InterleavedAnswers answers =
                new InterleavedAnswers(List.of(silent(), failing), () -> {})) {
            return answers.next();
        }
    }

    @Test
    void closingEndsTheAnswersAndTheirReaders() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        AtomicBoolean closed = new AtomicBoolean();
        InterleavedAnswers.Source waiting =
                () -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                    return Optional.empty();
                };
        InterleavedAnswers.Source talking = () -> Optional.of(new AnswerPart.Text("a", List.of()));
        try (InterleavedAnswers answers =
                new InterleavedAnswers(List.of(waiting, talking), () -> closed.set(true))) {
            assertThat(answers.next().orElseThrow().choice()).isEqualTo(1);
        }
        assertThat(closed).isTrue();
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
