package dev.baltoro.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.tensor.Backend;
import dev.baltoro.tensor.kernel.Kernels;
import dev.baltoro.tensor.kernel.decode.HandOver;
import dev.baltoro.tensor.kernel.decode.Team;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What this machine has of what Baltoro needs.
final class MachineCheck {
    private static final int JDK_FEATURE_MIN = 25;

    /// A step of the quickstart's model has some 40 hand-overs and takes 0.2 to 1 ms by one thread.
    private static final double SLOW_HAND_OVER_NANOS = 3000;

    /// The quickstart's model, its optimizer and activations, and the JVM.
    private static final long MEMORY_BYTES_MIN = 2L << 30;

    /// Unpacked natives, prepared text, and a few checkpoints.
    private static final long DISK_BYTES_MIN = 2L << 30;

    private static final String INSTALL_JDK =
            "sdk install java 25-tem   (or: apt install temurin-25-jdk, brew install --cask temurin@25)";
    private static final String BUILD_AGAIN = "rm -rf target/run && ./baltoro doctor";

    private MachineCheck() {}

    static List<Finding> all() {
        List<Finding> all =
                new ArrayList<>(
                        List.of(
                                jdk(),
                                jdkSource(),
                                natives(),
                                libtorch(),
                                Processor.find(),
                                vectors(),
                                threads(),
                                memory(),
                                disk(),
                                GraphicsCard.find()));
        all.addAll(SandboxCheck.all());
        return List.copyOf(all);
    }

    private static Finding jdk() {
        String detail =
                "%s, %s, %s"
                        .formatted(
                                Runtime.version(),
                                System.getProperty("java.vendor"),
                                System.getProperty("java.home"));
        return Runtime.version().feature() < JDK_FEATURE_MIN
                ? Finding.missing("JDK", detail, INSTALL_JDK)
                : Finding.ok("JDK", detail);
    }

    private static Finding jdkSource() {
        Path source = Path.of(System.getProperty("java.home"), "lib", "src.zip");
        return Files.isRegularFile(source)
                ? Finding.ok("JDK source", source + ", the quickstart's code")
                : Finding.absent(
                        "JDK source",
                        source + " is absent; the quickstart trains without code",
                        INSTALL_JDK);
    }

    private static Finding natives() {
        Map<String, Boolean> artefacts = Backend.artefacts();
        String missing = names(artefacts, false);
        return missing.isEmpty()
                ? Finding.ok("natives", names(artefacts, true) + " for " + Backend.platform())
                : Finding.missing(
                        "natives",
                        "%s for %s not on the class path".formatted(missing, Backend.platform()),
                        BUILD_AGAIN);
    }

    private static String names(Map<String, Boolean> artefacts, boolean found) {
        return artefacts.entrySet().stream()
                .filter(entry -> entry.getValue() == found)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
    }

    private static Finding libtorch() {
        try {
            Backend backend = Backend.load();
            return Finding.ok(
                    "libtorch",
                    String.format(
                            Locale.ROOT,
                            "%s, loaded in %.1f s; processor: %s; bf16 products: %s",
                            backend.version(),
                            backend.seconds(),
                            backend.capability(),
                            backend.multipliesBf16() ? "native" : "by way of fp32"));
        } catch (LinkageError e) {
            String why = Failures.oneLine(String.valueOf(rootOf(e).getMessage()));
            return Finding.missing("libtorch", "does not load: " + why, BUILD_AGAIN);
        }
    }

    private static Throwable rootOf(Throwable error) {
        return Optional.ofNullable(error.getCause()).map(MachineCheck::rootOf).orElse(error);
    }

    private static Finding vectors() {
        return Kernels.vectorized()
                ? Finding.ok("Vector API", "on; loops are fused")
                : Finding.absent(
                        "Vector API",
                        "off; everything works, more slowly",
                        "start by ./baltoro, or with java --add-modules jdk.incubator.vector");
    }

    /// The engine decodes a step by as many threads as gain more than they lose by waiting for each
    /// other.
    private static Finding threads() {
        int cores = Runtime.getRuntime().availableProcessors();
        HandOver handOver = HandOver.measure(Math.min(cores, Team.MEMBERS_MAX));
        String meeting =
                cores == 1
                        ? ""
                        : "; %.1f µs to wait for each other, %s"
                                .formatted(
                                        handOver.nanos() / 1000,
                                        handOver.nanos() < SLOW_HAND_OVER_NANOS
                                                ? "so that small models gain by them too"
                                                : "so that small models are decoded by one thread");
        return Finding.ok("threads", cores + " cores" + meeting);
    }

    private static Finding memory() {
        if (!(ManagementFactory.getOperatingSystemMXBean()
                instanceof OperatingSystemMXBean system)) {
            return Finding.absent("memory", "this JVM does not say", "");
        }
        String detail =
                "%s, of which the JVM's heap may take %s"
                        .formatted(
                                gigabytes(system.getTotalMemorySize()),
                                gigabytes(Runtime.getRuntime().maxMemory()));
        return system.getTotalMemorySize() < MEMORY_BYTES_MIN
                ? Finding.missing("memory", detail, "needs " + gigabytes(MEMORY_BYTES_MIN))
                : Finding.ok("memory", detail);
    }

    private static Finding disk() {
        Path here = Path.of("").toAbsolutePath();
        try {
            FileStore store = Files.getFileStore(here);
            String detail = "%s free in %s".formatted(gigabytes(store.getUsableSpace()), here);
            return store.getUsableSpace() < DISK_BYTES_MIN
                    ? Finding.missing("disk", detail, "free " + gigabytes(DISK_BYTES_MIN))
                    : Finding.ok("disk", detail);
        } catch (IOException e) {
            return Finding.absent("disk", here + ": " + Failures.line(e), "");
        }
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes * 1e-9);
    }
}
