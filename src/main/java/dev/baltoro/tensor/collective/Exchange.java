package dev.baltoro.tensor.collective;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// A tensor's memory in the form that Gloo reads and writes, for the time of one exchange.
///
/// The elements lie flat: Gloo counts bytes, and shapes were checked before.
final class Exchange implements AutoCloseable {
    private final org.bytedeco.pytorch.Tensor flat;
    private final TensorVector vector;

    private Exchange(org.bytedeco.pytorch.Tensor flat) {
        this.flat = flat;
        this.vector = new TensorVector(flat);
    }

    /// {@return an exchange over the elements of `tensor`, which stays open until this is closed}
    ///
    /// @throws IllegalArgumentException unless `tensor` is contiguous, on the CPU, and F32, BF16 or
    ///   I64
    static Exchange over(String operation, Tensor tensor) {
        if (tensor.device() != Device.CPU || !tensor.isContiguous()) {
            throw new IllegalArgumentException(
                    "%s: needs a contiguous tensor on the CPU, got %s"
                            .formatted(operation, tensor));
        }
        ScalarType type = type(operation, tensor);
        try (var options = new TensorOptions(type)) {
            var address = new Address(tensor.memory());
            return new Exchange(torch.from_blob(address, new long[] {tensor.elements()}, options));
        }
    }

    private static ScalarType type(String operation, Tensor tensor) {
        DType dtype = tensor.dtype();
        return switch (dtype) {
            case F32 -> ScalarType.Float;
            case BF16 -> ScalarType.BFloat16;
            case I64 -> ScalarType.Long;
            case F16, F8_E4M3, I32, U8, BOOL, F64 ->
                    throw new IllegalArgumentException(
                            "%s: exchanges F32, BF16 and I64, got %s".formatted(operation, tensor));
        };
    }

    org.bytedeco.pytorch.Tensor flat() {
        return flat;
    }

    TensorVector vector() {
        return vector;
    }

    @Override
    public void close() {
        vector.deallocate();
        flat.deallocate();
    }

    /// A pointer at memory that someone else owns.
    private static final class Address extends Pointer {
        Address(MemorySegment memory) {
            address = memory.address();
            limit = memory.byteSize();
            capacity = memory.byteSize();
        }
    }
}
