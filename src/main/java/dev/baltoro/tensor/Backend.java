package dev.baltoro.tensor;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/// The native library that computes, as it is on this machine.
///
/// @param version of the bindings: libtorch's, then JavaCPP's
/// @param capability the widest vector instructions that libtorch uses here, such as `AVX2`
/// @param multipliesBf16 whether bfloat16 products run in bfloat16, not by way of fp32
/// @param seconds time that loading took
public record Backend(String version, String capability, boolean multipliesBf16, double seconds) {
    /// Artefacts of group `org.bytedeco` with native code, and the library that each must hold.
    private static final Map<String, String> LIBRARIES =
            Map.of("javacpp", "jnijavacpp", "openblas", "jniopenblas", "pytorch", "jnitorch");

    /// Loads libtorch, if that has not been done, and describes it.
    ///
    /// @throws LinkageError if it cannot be loaded
    public static Backend load() {
        long start = System.nanoTime();
        boolean bf16 = LibTorch.multipliesBf16();
        double seconds = (System.nanoTime() - start) * 1e-9;
        try (var capability = torch.get_cpu_capability()) {
            return new Backend(
                    Loader.getVersion("org.bytedeco", "pytorch"),
                    capability.getString(),
                    bf16,
                    seconds);
        } catch (IOException e) {
            throw new IllegalStateException("the pytorch artefact does not say its version", e);
        }
    }

    /// {@return this machine's name in artefacts of native code, such as `linux-x86_64`}
    public static String platform() {
        return Loader.getPlatform();
    }

    /// {@return for each artefact with native code whether it is on the class path for this
    /// machine}
    public static Map<String, Boolean> artefacts() {
        Map<String, Boolean> found = new TreeMap<>();
        LIBRARIES.forEach((artefact, library) -> {
            String path =
                    "/org/bytedeco/%s/%s/%s"
                            .formatted(artefact, platform(), System.mapLibraryName(library));
            found.put(artefact, Backend.class.getResource(path) != null);
        });
        return found;
    }
}
