package dev.baltoro.tensor.kernel;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Tensor;

/// Says whether a fused loop can run on given tensors.
public final class Kernels {
    private static final boolean VECTORS =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    private Kernels() {}

    /// {@return whether this JVM was started with the Vector API}
    ///
    /// Without it everything works, more slowly; `--add-modules jdk.incubator.vector` turns it on.
    public static boolean vectorized() {
        return VECTORS;
    }

    /// {@return whether loops over rows of `width` elements of these tensors can be fused}
    static boolean fuse(long width, Tensor... tensors) {
        if (!VECTORS || width % Lanes.COUNT != 0) {
            return false;
        }
        for (Tensor tensor : tensors) {
            boolean known = tensor.dtype() == DType.F32 || tensor.dtype() == DType.BF16;
            if (tensor.device() != Device.CPU || !known || !tensor.isContiguous()) {
                return false;
            }
        }
        return true;
    }
}
