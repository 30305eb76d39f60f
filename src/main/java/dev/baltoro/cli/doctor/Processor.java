package dev.baltoro.cli.doctor;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The processor, as Linux describes it in `/proc/cpuinfo`: which of the instructions that decide
/// how numbers are computed it lists, and whether the system lets programs use them.
///
/// `tools/other-processors.sh` runs the numeric tests as machines with fewer of them would.
record Processor(String name, Set<String> flags) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /// What programs look for, and the flag that says it is there, narrowest first.
    private static final List<Map.Entry<String, String>> INSTRUCTIONS =
            List.of(
                    Map.entry("SSE4.1", "sse4_1"),
                    Map.entry("AVX", "avx"),
                    Map.entry("AVX2", "avx2"),
                    Map.entry("FMA", "fma"),
                    Map.entry("AVX-512", "avx512f"),
                    Map.entry("AVX-512 VNNI", "avx512_vnni"),
                    Map.entry("AVX-512 bf16", "avx512_bf16"));

    private static final String AMX = "amx_tile";

    /// `arch_prctl(ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA)`, by which Linux gives out AMX.
    private static final long SYS_ARCH_PRCTL = 158;

    private static final int ARCH_REQ_XCOMP_PERM = 0x1023;
    private static final int XFEATURE_XTILEDATA = 18;

    static Finding find() {
        return read(CPU_INFO)
                .map(processor ->
                        Finding.ok("processor", processor.describe(amxIsGranted(processor))))
                .orElseGet(() ->
                        Finding.absent(
                                "processor", "this system does not list its instructions", ""));
    }

    /// {@return the first processor of `file`, or empty where there is no such file}
    static Optional<Processor> read(Path file) {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            Map<String, String> fields = new TreeMap<>();
            for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\n", -1)) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    fields.putIfAbsent(
                            line.substring(0, colon).strip(), line.substring(colon + 1).strip());
                }
            }
            String flags = fields.getOrDefault("flags", fields.getOrDefault("Features", ""));
            return Optional.of(
                    new Processor(
                            fields.getOrDefault("model name", System.getProperty("os.arch")),
                            Set.of(flags.split(" +"))));
        } catch (IOException e) {
            return Optional.empty(); // a system that keeps it to itself
        }
    }

    /// {@return name and instructions in a line}
    ///
    /// @param amxIsGranted whether the system lets this process use AMX, where it is listed
    String describe(boolean amxIsGranted) {
        List<String> has = new ArrayList<>();
        INSTRUCTIONS.forEach(entry -> {
            if (flags.contains(entry.getValue())) {
                has.add(entry.getKey());
            }
        });
        if (flags.contains(AMX)) {
            has.add(amxIsGranted ? "AMX" : "AMX (listed, but refused by the system)");
        }
        return name
                + "; "
                + (has.isEmpty() ? "no vector instructions listed" : String.join(", ", has));
    }

    /// Asking is harmless: where it is granted, only signal frames grow.
    private static boolean amxIsGranted(Processor processor) {
        if (!processor.flags().contains(AMX)) {
            return false;
        }
        Linker linker = Linker.nativeLinker();
        MethodHandle syscall =
                linker.downcallHandle(
                        linker.defaultLookup().find("syscall").orElseThrow(),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG));
        try {
            return (long)
                            syscall.invokeExact(
                                    SYS_ARCH_PRCTL,
                                    (long) ARCH_REQ_XCOMP_PERM,
                                    (long) XFEATURE_XTILEDATA)
                    == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot ask the system for AMX", e);
        }
    }
}
