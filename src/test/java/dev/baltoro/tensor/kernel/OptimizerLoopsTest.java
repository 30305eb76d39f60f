package dev.baltoro.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The fused loops take 64 elements; the plain ones the first 63 of them, which no vector length
/// divides.
class OptimizerLoopsTest {
    private static final long SEED = 19;
    private static final int FUSED = 64;
    private static final int PLAIN = FUSED - 1;

    private static Tensor normal(String name, int count) {
        return Twins.normal(SEED, name, DType.F32, FUSED).narrow(0, 0, count).copy();
    }

    private static void assertTwins(String what, Tensor fused, Tensor plain) {
        Twins.assertClose(what, fused.narrow(0, 0, PLAIN), plain);
    }

    @Test
    void adamWIsOnePassOfThePlainFormula() {
        var numbers = new OptimizerLoops.AdamW(0.01, 0.9, 0.95, 1e-8, 0.1, 3);
        try (Scope scope = Scope.open()) {
            Tensor[] fused = adamW(FUSED, numbers);
            Tensor[] plain = adamW(PLAIN, numbers);
            for (int i = 0; i < fused.length; i++) {
                assertTwins("part " + i, fused[i], plain[i]);
            }
        }
    }

    private static Tensor[] adamW(int count, OptimizerLoops.AdamW numbers) {
        Tensor weight = normal("weight", count);
        Tensor mean = normal("mean", count);
        Tensor square = normal("square", count).abs();
        OptimizerLoops.adamW(weight, normal("gradient", count), mean, square, 0.5, numbers);
        return new Tensor[] {weight, mean, square};
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void momentumAndDescentEqualPlain(boolean nesterov) {
        try (Scope scope = Scope.open()) {
            for (DType dtype : List.of(DType.F32, DType.BF16)) {
                Tensor[] fused = muon(FUSED, nesterov, dtype);
                Tensor[] plain = muon(PLAIN, nesterov, dtype);
                for (int i = 0; i < fused.length; i++) {
                    assertTwins(dtype + " part " + i, fused[i], plain[i]);
                }
            }
        }
    }

    private static Tensor[] muon(int count, boolean nesterov, DType dtype) {
        Tensor momentum = normal("momentum", count);
        Tensor direction = normal("direction", count).to(dtype);
        OptimizerLoops.momentum(
                momentum, normal("gradient", count), 0.95, nesterov, 0.5, direction);
        Tensor weight = normal("weight", count);
        Tensor orthogonal = normal("orthogonal", count).to(dtype);
        OptimizerLoops.descend(weight, orthogonal, 0.999, 0.02);
        return new Tensor[] {momentum, direction, weight};
    }

    /// 64 squares of order 1 summed in another order: 1e-6 of the sum is 8 fp32 roundings.
    @Test
    void reductionAddsAndMeasures() {
        try (Scope scope = Scope.open()) {
            Tensor sum = normal("a", FUSED);
            Tensor other = normal("b", FUSED);
            Tensor expected = sum.add(other);
            double squares = OptimizerLoops.reduce(sum, List.of(other));
            assertThat(sum.equalTo(expected)).isTrue();
            double reference = expected.to(DType.F64).mul(expected.to(DType.F64)).sum().item();
            assertThat(squares).isCloseTo(reference, within(1e-6 * reference));
            assertThat(OptimizerLoops.reduce(sum, List.of()))
                    .isCloseTo(reference, within(1e-6 * reference));
        }
    }

    /// Three and more others, over several blocks and, with one element more, on the plain path.
    /// The sum has the bits of additions in the tensors' order. Its squares are positive, at most a
    /// block of them is added in fp32, so the relative error is below a block's number of roundings
    /// whatever the order.
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 15})
    void manyAreAddedInTheirOrder(int others) {
        int block = OptimizerLoops.BLOCK;
        for (int count : new int[] {64, block, 3 * block + 64, 2 * block + 1}) {
            try (Scope scope = Scope.open()) {
                Tensor sum = Twins.normal(SEED, "sum", DType.F32, count);
                List<Tensor> more =
                        IntStream.range(0, others)
                                .mapToObj(i -> Twins.normal(SEED, "o" + i, DType.F32, count))
                                .toList();
                float[] expected = sum.toFloats();
                for (Tensor other : more) {
                    float[] values = other.toFloats();
                    for (int i = 0; i < count; i++) {
                        expected[i] += values[i];
                    }
                }
                double squares = 0;
                for (float value : expected) {
                    squares += (double) value * value;
                }
                double measured = OptimizerLoops.reduce(sum, more);
                assertThat(sum.toFloats()).isEqualTo(expected);
                assertThat(measured / squares).isBetween(1 - block * 0x1p-24, 1 + block * 0x1p-24);
            }
        }
    }
}
