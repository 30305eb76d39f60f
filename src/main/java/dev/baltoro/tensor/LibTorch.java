package dev.baltoro.tensor;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/// Loads libtorch once, with the settings that the rest of the room relies on.
///
/// They must be in the process environment before the native libraries start: libgomp's and
/// OpenBLAS's pools otherwise starve each other (a step took 4.7 s instead of 0.7 s), and
/// parallelism is ours ([Workers]).
final class LibTorch {
    /// Blocks under this size stay in the C heap between steps instead of going back to the kernel
    /// and faulting in again.
    private static final int HEAP_BLOCK_BYTES_MAX = 1 << 30;

    private static final int M_TRIM_THRESHOLD = -1;
    private static final int M_MMAP_THRESHOLD = -3;

    /// Only the first arena keeps freed memory; the others' are unmapped and fault in again at
    /// every step.
    private static final int M_ARENA_MAX = -8;

    /// A host that has native libraries of its own sets this system property to `true` before the
    /// first tensor is made: then nothing that belongs to the whole process is changed. It is
    /// slower and holds more threads, unless the host sets the same variables itself
    /// (docs/guide/serving.md).
    private static final String KEEP_HOST_SETTINGS = "baltoro.keepHostSettings";

    static {
        if (!Boolean.getBoolean(KEEP_HOST_SETTINGS)) {
            System.setProperty("org.bytedeco.javacpp.nopointergc", "true");
            System.setProperty("org.bytedeco.javacpp.maxbytes", "0");
            System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
            environment("OMP_NUM_THREADS", "1");
            environment("OPENBLAS_NUM_THREADS", "1");
            environment("OMP_WAIT_POLICY", "PASSIVE");
            keepHeap();
        }
        Loader.load(torch.class);
        torch.set_num_threads(1);
    }

    static final MemoryFormatOptional DENSE = new MemoryFormatOptional();

    /// By dtype, then device. Made once: an options object costs as much as a small operation.
    private static final TensorOptions[][] OPTIONS =
            new TensorOptions[DType.values().length][Device.values().length];

    static {
        for (DType dtype : DType.values()) {
            for (Device device : Device.values()) {
                try (var onto = new org.bytedeco.pytorch.Device(device.type);
                        var anyType = new TensorOptions(onto);
                        var type = new ScalarTypeOptional(dtype.scalarType)) {
                    OPTIONS[dtype.ordinal()][device.ordinal()] = anyType.dtype(type);
                }
            }
        }
    }

    private static final boolean MULTIPLIES_BF16 = findBf16();

    private LibTorch() {}

    static TensorOptions options(DType dtype, Device device) {
        return OPTIONS[dtype.ordinal()][device.ordinal()];
    }

    /// {@return whether libtorch's bfloat16 products are faster than its fp32 ones here}
    ///
    /// oneDNN has them from AVX-512 on; below, a reference loop runs a hundred times slower than
    /// fp32. Decided by the processor alone, so that a run repeats.
    static boolean multipliesBf16() {
        return MULTIPLIES_BF16;
    }

    private static boolean findBf16() {
        try (var capability = torch.get_cpu_capability()) {
            return capability.getString().contains("AVX512");
        }
    }

    private static void environment(String name, String value) {
        var linker = Linker.nativeLinker();
        var setenv = linker.defaultLookup().find("setenv");
        if (setenv.isEmpty()) {
            return; // Windows has no setenv; there the launcher's environment decides.
        }
        MethodHandle handle =
                linker.downcallHandle(
                        setenv.get(), FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            int unused =
                    (int)
                            handle.invokeExact(
                                    arena.allocateFrom(name), arena.allocateFrom(value), 1);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot set " + name + " in the environment", e);
        }
    }

    private static void keepHeap() {
        var linker = Linker.nativeLinker();
        var mallopt = linker.defaultLookup().find("mallopt");
        if (mallopt.isEmpty()) {
            return; // only glibc has it, and only glibc needs it
        }
        MethodHandle handle =
                linker.downcallHandle(
                        mallopt.get(), FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
        try {
            int mapped = (int) handle.invokeExact(M_MMAP_THRESHOLD, HEAP_BLOCK_BYTES_MAX);
            int trimmed = (int) handle.invokeExact(M_TRIM_THRESHOLD, Integer.MAX_VALUE);
            int arenas = (int) handle.invokeExact(M_ARENA_MAX, 1);
            assert mapped + trimmed + arenas >= 0;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot tune the C heap", e);
        }
    }
}
