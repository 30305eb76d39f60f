package dev.baltoro.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import org.junit.jupiter.api.Test;

class BlockFloat8Test {
    @Test
    void scaleOfABlockEndsAtItsEdge() {
        try (Scope scope = Scope.open()) {
            // 130 × 257: blocks of 128 and 2 rows, of 128, 128 and 1 columns.
            Tensor weight = Tensor.ones(DType.F32, Device.CPU, 130, 257).to(DType.F8_E4M3);
            Tensor scales = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);

            float[] values = BlockFloat8.dequantize(weight, scales, DType.F32).toFloats();

            assertThat(at(values, 0, 0)).isEqualTo(1);
            assertThat(at(values, 127, 127)).isEqualTo(1);
            assertThat(at(values, 127, 128)).isEqualTo(2);
            assertThat(at(values, 0, 256)).isEqualTo(3);
            assertThat(at(values, 128, 127)).isEqualTo(4);
            assertThat(at(values, 129, 255)).isEqualTo(5);
            assertThat(at(values, 129, 256)).isEqualTo(6);
        }
    }

    /// By hand: E4M3's 0x39 is 2^0 · (1 + 1/8) = 1.125; times 3.0 it is 3.375, exact in bfloat16.
    @Test
    void eightBitValuesAreRoundedOnceAfterTheProduct() {
        try (Scope scope = Scope.open()) {
            Tensor weight = Tensor.of(new float[] {1.125f, -448, 0.001953125f}, 1, 3);
            Tensor scales = Tensor.of(new float[] {3}, 1, 1);

            Tensor values = BlockFloat8.dequantize(weight.to(DType.F8_E4M3), scales, DType.BF16);

            assertThat(values.dtype()).isEqualTo(DType.BF16);
            assertThat(values.toFloats()).containsExactly(3.375f, -1344, 0.005859375f);
        }
    }

    private static float at(float[] values, int row, int column) {
        return values[row * 257 + column];
    }
}
