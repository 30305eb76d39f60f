package dev.baltoro.tensor.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.kernel.Accumulate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Passes add in the order of their numbers, also when their threads come in another.
@Timeout(60)
class GradientTurnsTest {
    /// In fp32 only the order of the numbers makes 10⁸ − 10⁸ + 1 one: 10⁸ + 1 is 10⁸.
    private static final float[] ADDENDS = {1e8f, -1e8f, 1f};

    @Test
    void theLastPassToComeIsTheFirstToAdd() throws InterruptedException {
        try (Scope scope = Scope.open();
                Gradients sums = new Gradients();
                Parameter parameter = parameter(1, 1)) {
            GradientTurns turns = new GradientTurns(sums, ADDENDS.length);
            List<Thread> threads = new ArrayList<>();
            for (int pass = ADDENDS.length - 1; pass >= 0; pass--) {
                int number = pass;
                threads.add(
                        startAndWait(
                                pass > 0,
                                () -> {
                                    try (Scope own = Scope.open();
                                            GradientPass its = turns.pass(number)) {
                                        its.addProduct(
                                                parameter,
                                                Tensor.of(new float[] {ADDENDS[number]}, 1, 1),
                                                Tensor.of(new float[] {1}, 1, 1));
                                    }
                                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(sums.sum(parameter).toFloats()).containsExactly(1f);
        }
    }

    /// Matrix 0 is free for the second pass as soon as the first has gone on to matrix 1, and a
    /// matrix that gets nothing holds nobody up.
    @Test
    void passesFollowEachOtherWithinAStack() {
        try (Scope scope = Scope.open();
                Gradients sums = new Gradients();
                Parameter parameter = parameter(3, 1, 1)) {
            GradientTurns turns = new GradientTurns(sums, 2);
            Tensor one = Tensor.of(new float[] {1}, 1, 1);
            try (GradientPass first = turns.pass(0);
                    GradientPass second = turns.pass(1)) {
                GradientPass.Stack firsts = first.stack(parameter);
                firsts.skip(2);
                firsts.addProduct(0, one, one);
                GradientPass.Stack seconds = second.stack(parameter);
                seconds.skip(1);
                seconds.addProduct(0, one, one);
                seconds.addProduct(2, one, one);
                firsts.addProduct(1, one, one);
            }
            assertThat(sums.sum(parameter).toFloats()).containsExactly(2f, 1f, 1f);
        }
    }

    @Test
    void whoWaitsForAPassThatCannotRunIsLetGo() throws InterruptedException {
        try (Scope scope = Scope.open();
                Gradients sums = new Gradients();
                Parameter parameter = parameter(1, 1)) {
            GradientTurns turns = new GradientTurns(sums, 2);
            Thread waiting =
                    startAndWait(
                            true,
                            () -> {
                                try (Scope own = Scope.open();
                                        GradientPass pass = turns.pass(1)) {
                                    Tensor unused = pass.sum(parameter);
                                }
                            });
            turns.abandon();
            waiting.join();
            assertThat(sums.of(parameter)).isPresent();
        }
    }

    @Test
    void aParameterOfTwoStepsIsAnErrorAndNotAnotherOrder() {
        try (Scope scope = Scope.open();
                Gradients sums = new Gradients();
                Parameter parameter = parameter(1, 1);
                GradientPass pass = new GradientTurns(sums, 2).pass(0)) {
            Tensor unused = pass.sum(parameter);
            pass.stepDone();
            assertThatThrownBy(() -> pass.sum(parameter))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("two steps of one pass");
        }
    }

    /// The head of a tied table is a pass's first step back, the lookup its last one.
    @Test
    void aTableThatIsAlsoTheHeadGetsBothGradients() {
        try (Scope scope = Scope.open();
                Gradients sums = new Gradients();
                Parameter table = parameter(2, 1)) {
            GradientTurns turns = new GradientTurns(sums, 2);
            Tensor one = Tensor.of(new float[] {1}, 1, 1);
            Tensor both = Tensor.of(new float[] {1, 1}, 2, 1);
            try (GradientPass first = turns.pass(0);
                    GradientPass second = turns.pass(1)) {
                first.addProduct(table, both, one);
                first.stepDone();
                second.addProduct(table, both, one);
                second.stepDone();
                Accumulate.addRows(first.rows(table), new long[] {1}, one);
                first.stepDone();
                Accumulate.addRows(second.rows(table), new long[] {1}, one);
                second.stepDone();
            }
            assertThat(sums.sum(table).toFloats()).containsExactly(2f, 4f);
            assertThat(sums.of(table).orElseThrow().toFloats()).containsExactly(2f, 4f);
            sums.clear();
            assertThat(sums.of(table)).isEmpty();
        }
    }

    /// Starts a thread and, if it has to wait for a turn, returns when it does.
    private static Thread startAndWait(boolean waits, Runnable what) {
        Thread thread = Thread.ofPlatform().daemon().start(what);
        while (waits && thread.getState() != Thread.State.WAITING) {
            assertThat(thread.getState()).isNotEqualTo(Thread.State.TERMINATED);
            Thread.onSpinWait();
        }
        return thread;
    }

    private static Parameter parameter(long... shape) {
        return Parameter.stack(
                "p", Tensor.zeros(DType.F32, Device.CPU, shape), DType.F32, shape[0]);
    }
}
