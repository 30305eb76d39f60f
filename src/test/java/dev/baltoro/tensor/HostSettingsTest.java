package dev.baltoro.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.ChildJvm;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What loading libtorch changes for the whole process, and that a host can say no.
class HostSettingsTest {
    /// The child: computes, then says what the process has.
    static final class Child {
        private Child() {}

        public static void main(String... arguments) throws Throwable {
            double product;
            try (Scope scope = Scope.open()) {
                Tensor three = Tensor.of(new float[] {1, 2, 3}, 1, 3);
                product = three.mm(three.t()).item();
            }
            System.out.printf(
                    "product %.0f, threads %s, pointers %s%n",
                    product,
                    environment("OMP_NUM_THREADS"),
                    System.getProperty("org.bytedeco.javacpp.nopointergc"));
        }

        /// As native code sees it; the JVM's own copy is older.
        private static String environment(String name) throws Throwable {
            Linker linker = Linker.nativeLinker();
            var getenv =
                    linker.downcallHandle(
                            linker.defaultLookup().find("getenv").orElseThrow(),
                            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS));
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment value = (MemorySegment) getenv.invokeExact(arena.allocateFrom(name));
                return value.address() == 0
                        ? "unset"
                        : value.reinterpret(Integer.MAX_VALUE).getString(0);
            }
        }
    }

    private static String run(String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(ChildJvm.command(Child.class));
        command.addAll(1, List.of(flags));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("OMP_NUM_THREADS");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process child = builder.start();
        byte[] said = child.getInputStream().readAllBytes();
        assertThat(child.waitFor()).isZero();
        return new String(said, StandardCharsets.UTF_8).strip();
    }

    @Test
    void processIsSetUpForOneThreadAWorker() throws Exception {
        assertThat(run()).isEqualTo("product 14, threads 1, pointers true");
    }

    @Test
    void hostThatKeepsItsSettingsIsLeftAlone() throws Exception {
        assertThat(run("-Dbaltoro.keepHostSettings=true"))
                .isEqualTo("product 14, threads unset, pointers null");
    }
}
