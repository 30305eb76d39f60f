package dev.baltoro.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TensorTest {

    @Test
    void multipliesMatrices() {
        try (Scope scope = Scope.open()) {
            Tensor left = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
            Tensor right = Tensor.of(new float[] {1, 0, 1, 1}, 2, 2);
            assertThat(left.mm(right).toFloats()).containsExactly(3, 2, 7, 4);
        }
    }

    /// NaN below the diagonal shows whatever would read it.
    @Test
    void symmetricProductsReadAndFillOnlyTheUpperHalf() {
        try (Scope scope = Scope.open()) {
            float nan = Float.NaN;
            Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
            Tensor upper = Tensor.of(new float[] {1, 1, nan, 1}, 2, 2);
            upper.upperGram_(x, 2, 10);
            assertThat(upper.toFloats()).containsExactly(38, 74, nan, 164);

            Tensor tall = x.t().contiguous();
            Tensor product = Tensor.empty(DType.F32, Device.CPU, 2, 3);
            assertThat(product.symmetricMm_(upper, x).toFloats())
                    .containsExactly(334, 446, 558, 730, 968, 1206);
            Tensor turned = Tensor.empty(DType.F32, Device.CPU, 3, 2);
            assertThat(turned.mmSymmetric_(tall, upper).toFloats())
                    .containsExactly(334, 730, 446, 968, 558, 1206);

            assertThatThrownBy(() -> upper.upperGram_(tall, 1, 0))
                    .isInstanceOf(TensorException.class)
                    .hasMessageContaining("upper_gram_: needs fitting")
                    .hasMessageContaining("[2, 2] F32 CPU, [3, 2] F32 CPU");
            assertThatThrownBy(() -> product.symmetricMm_(upper, tall))
                    .isInstanceOf(TensorException.class)
                    .hasMessageContaining("symmetric_mm_");
            assertThatThrownBy(() -> product.mmSymmetric_(x.to(DType.BF16), upper))
                    .isInstanceOf(TensorException.class)
                    .hasMessageContaining("BF16");
        }
    }

    @Test
    void wrongShapesNameTheOperationAndTheShapes() {
        try (Scope scope = Scope.open()) {
            Tensor left = Tensor.zeros(DType.F32, Device.CPU, 4, 8);
            Tensor right = Tensor.zeros(DType.BF16, Device.CPU, 3, 2);
            assertThatThrownBy(() -> left.mm(right))
                    .isInstanceOf(TensorException.class)
                    .hasMessageContaining("mm([4, 8] F32 CPU, [3, 2] BF16 CPU)");
            assertThatThrownBy(() -> left.view(5, 5))
                    .isInstanceOf(TensorException.class)
                    .hasMessageContaining("view([4, 8] F32 CPU)");
        }
    }

    @Test
    void usingAClosedTensorNamesTheOperation() {
        Tensor tensor = Tensor.zeros(DType.F32, Device.CPU, 2);
        tensor.close();
        assertThatThrownBy(() -> tensor.add_(1.0))
                .isInstanceOf(TensorException.class)
                .hasMessageContaining("add_: operand [2] F32 CPU is closed");
    }

    @Test
    void mixedDevicesNameBoth() {
        try (Scope scope = Scope.open()) {
            Tensor here = Tensor.zeros(DType.F32, Device.CPU, 2);
            Tensor nowhere = Tensor.zeros(DType.F32, Device.META, 2);
            assertThatThrownBy(() -> here.add(nowhere))
                    .isInstanceOf(TensorException.class)
                    .hasMessageContaining("add: operands are on different devices")
                    .hasMessageContaining("META");
        }
    }

    @Test
    void scopesFreeWhatWasMadeInThemAndViewsShareBytes() {
        long tensors = NativeMemory.liveTensors();
        long bytes = NativeMemory.liveBytes();
        try (Scope scope = Scope.open()) {
            Tensor base = Tensor.zeros(DType.F32, Device.CPU, 10, 10);
            Tensor row = base.select(0, 3);
            assertThat(NativeMemory.liveBytes()).isEqualTo(bytes + 400);
            base.close();
            assertThat(NativeMemory.liveBytes()).isEqualTo(bytes + 400);
            assertThat(row.sum().item()).isZero();
        }
        assertThat(NativeMemory.liveTensors()).isEqualTo(tensors);
        assertThat(NativeMemory.liveBytes()).isEqualTo(bytes);
    }

    @Test
    void tidyKeepsOnlyItsResult() {
        try (Scope scope = Scope.open()) {
            long before = NativeMemory.liveTensors();
            Tensor sum =
                    Scope.tidy(() -> {
                        Tensor one = Tensor.ones(DType.F32, Device.CPU, 3);
                        return one.add(one).mul(one);
                    });
            assertThat(NativeMemory.liveTensors()).isEqualTo(before + 1);
            assertThat(sum.toFloats()).containsExactly(2, 2, 2);
        }
    }

    @Test
    void normalDrawsAreAFunctionOfTheSeed() {
        try (Scope scope = Scope.open()) {
            Tensor first = Tensor.randn(new Seed(7), DType.F32, Device.CPU, 64);
            Tensor again = Tensor.randn(new Seed(7), DType.F32, Device.CPU, 64);
            Tensor other = Tensor.randn(new Seed(7).derive("x"), DType.F32, Device.CPU, 64);
            assertThat(first.equalTo(again)).isTrue();
            assertThat(first.equalTo(other)).isFalse();
        }
    }

    @Test
    void metaTensorsTakeNoMemory() {
        long bytes = NativeMemory.liveBytes();
        try (Tensor huge = Tensor.zeros(DType.BF16, Device.META, 384, 7168, 2048)) {
            assertThat(huge.elements()).isEqualTo(384L * 7168 * 2048);
            assertThat(NativeMemory.liveBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void workersWaitForAllBeforeTheyThrow() {
        try (Workers workers = Workers.of(2)) {
            float[] sums = new float[2];
            assertThatThrownBy(() ->
                            workers.run(worker -> {
                                if (worker == 0) {
                                    throw new IllegalArgumentException("boom");
                                }
                                try (Scope scope = Scope.open()) {
                                    sums[worker] =
                                            (float)
                                                    Tensor.cat(
                                                                    0,
                                                                    List.of(
                                                                            Tensor.ones(
                                                                                    DType.F32,
                                                                                    Device.CPU,
                                                                                    5),
                                                                            Tensor.ones(
                                                                                    DType.F32,
                                                                                    Device.CPU,
                                                                                    2)))
                                                            .sum()
                                                            .item();
                                }
                            }))
                    .hasMessage("boom");
            assertThat(sums[1]).isEqualTo(7);
        }
    }

    @Test
    void scopesRefuseVirtualThreads() throws InterruptedException {
        Throwable[] thrown = new Throwable[1];
        Thread.ofVirtual()
                .start(() -> {
                    try (Scope scope = Scope.open()) {
                        thrown[0] = new AssertionError("opened");
                    } catch (IllegalStateException e) {
                        thrown[0] = e;
                    }
                })
                .join();
        assertThat(thrown[0]).hasMessageContaining("platform threads only");
    }
}
