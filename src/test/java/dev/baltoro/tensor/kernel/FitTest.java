package dev.baltoro.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What does not fit a fused loop is an exception, whether the JVM checks vectors' bounds or not:
/// the loops use addresses, so that a slip would read or write other tensors' memory.
class FitTest {
    private static final int ROWS = 3;
    private static final int WIDTH = 64;

    private Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor floats(long... shape) {
        return Tensor.zeros(DType.F32, Device.CPU, shape);
    }

    private static Tensor halves(long... shape) {
        return Tensor.zeros(DType.BF16, Device.CPU, shape);
    }

    private static void refused(ThrowingCallable use, String name) {
        assertThatThrownBy(use)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + " ");
    }

    private static void outside(ThrowingCallable use) {
        assertThatThrownBy(use).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void norms() {
        Tensor x = floats(ROWS, WIDTH);
        Tensor gain = floats(WIDTH);
        Tensor inverse = floats(ROWS, 1);
        Tensor few = floats(ROWS - 1, WIDTH);
        refused(() -> RmsNorm.forward(x, gain, 1e-6, few, inverse), "y");
        refused(() -> RmsNorm.forward(x, gain, 1e-6, x, floats(ROWS - 1, 1)), "inverse");
        refused(() -> RmsNorm.forward(x, gain, 1e-6, x, halves(ROWS, 1)), "inverse");
        refused(() -> RmsNorm.backward(few, x, gain, inverse, x, gain), "dy");
        refused(() -> RmsNorm.backward(x, x, gain, inverse, few, gain), "dx");
        refused(() -> RmsNorm.backward(x, x, gain, inverse, x, halves(WIDTH)), "dgain");
    }

    @Test
    void gatedUnits() {
        Tensor h = floats(ROWS, 2 * WIDTH);
        Tensor y = floats(ROWS, WIDTH);
        Tensor weight = floats(ROWS, 1);
        refused(() -> SwiGlu.forward(y, weight, y), "h");
        refused(() -> SwiGlu.forward(h, floats(2, 1), y), "weight");
        refused(() -> SwiGlu.backward(y, h, weight, y, y, weight), "dh");
        refused(() -> SwiGlu.backward(y, h, weight, h, h, weight), "y");
        refused(() -> SwiGlu.backward(y, h, weight, y, h, floats(2, 1)), "dweight");
    }

    @Test
    void rowsOfTokensAndExperts() {
        Tensor x = floats(ROWS, WIDTH);
        refused(() -> ExpertDispatch.scatter(x, new int[] {0, 1}, x), "rows");
        outside(() -> ExpertDispatch.scatter(x, new int[] {0, ROWS, -1}, x));
        refused(() -> ExpertDispatch.gather(x, new int[] {0, 1}, 1, x), "y");
        outside(() -> ExpertDispatch.gather(x, new int[] {0, 1, ROWS}, 1, x));
        outside(() -> ExpertDispatch.gather(x, new int[] {0, 1, -1}, 1, x));
        refused(() -> RowProducts.dot(x, floats(2, WIDTH), floats(16, 1)), "left");
        refused(() -> Accumulate.add(x, floats(2, WIDTH)), "source");
        outside(() -> Accumulate.addRows(x, new long[] {ROWS}, floats(1, WIDTH)));
        refused(() -> Accumulate.addRows(x, new long[] {0}, x), "source");
    }

    @Test
    void losses() {
        Tensor logits = floats(ROWS, WIDTH);
        TokenLoss loss = TokenLoss.weighted(new float[] {1, 1, 1, 1});
        float[] logP = new float[4];
        refused(() -> CrossEntropy.gradient(logits, new int[4], loss, logP), "logits");
        outside(() -> CrossEntropy.gradient(logits, new int[] {0, WIDTH, 0}, loss, logP));
    }

    @Test
    void softmaxes() {
        Tensor s = floats(2, 4, WIDTH);
        Tensor sums = floats(2, 8);
        int[] starts = new int[8];
        var block = new CausalSoftmax.Block(0, 0, 0, starts);
        var late = new CausalSoftmax.Block(5, 0, 0, starts);
        var wide = new CausalSoftmax.Block(0, WIDTH - 1, 0, starts);
        float[] largest = new float[2];
        refused(() -> CausalSoftmax.forward(s, block, 1, sums, new float[3]), "s");
        refused(() -> CausalSoftmax.forward(s, block, 1, floats(1, 8), largest), "logSum");
        outside(() -> CausalSoftmax.forward(s, late, 1, sums, largest));
        outside(() -> CausalSoftmax.forward(s, wide, 1, sums, largest));
        refused(() -> CausalSoftmax.backward(s, floats(4, WIDTH), block, 1, sums, sums), "dp");
        refused(() -> CausalSoftmax.backward(s, s, block, 1, sums, floats(1, 8)), "delta");
        outside(() -> CausalSoftmax.backward(s, s, wide, 1, sums, sums));
    }

    @Test
    void optimizers() {
        Tensor w = floats(ROWS, WIDTH);
        Tensor few = floats(WIDTH);
        refused(() -> OptimizerLoops.descend(w, few, 1, 1), "orthogonal");
        refused(() -> OptimizerLoops.momentum(w, few, 0.9, true, 1, w), "gradient");
        refused(() -> OptimizerLoops.momentum(w, halves(ROWS, WIDTH), 0.9, true, 1, w), "gradient");
        refused(() -> OptimizerLoops.momentum(w, w, 0.9, true, 1, few), "direction");
        refused(() -> OptimizerLoops.reduce(w, List.of(few)), "other");
        refused(() -> SymmetricLoops.complete(w, floats(ROWS, ROWS), 1, 1), "full");
        refused(() -> SymmetricLoops.complete(floats(ROWS, ROWS), few, 1, 1), "polynomial");
    }
}
