package dev.baltoro.tensor.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.autograd.Gradients;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two processes of their own go through all exchanges once ([CollectiveRank]); the tests read what
/// each of them got.
class ProcessGroupTest {
    private static final int WORLD = 2;
    private static final int PORTS = 5;
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private static List<Map<String, String>> ranks = List.of();

    @BeforeAll
    static void runTwoProcesses(@TempDir Path folder) throws Exception {
        // Loading libtorch here fills the cache of native libraries: processes that fill it at the
        // same time crash each other.
        Tensor.of(new float[] {1}, 1).close();
        List<String> ports = freePorts();
        List<Process> processes = new ArrayList<>();
        try {
            for (int rank = 0; rank < WORLD; rank++) {
                processes.add(start(rank, ports, folder));
            }
            List<Map<String, String>> said = new ArrayList<>();
            for (int rank = 0; rank < WORLD; rank++) {
                assertThat(processes.get(rank).waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                        .as("rank %d ends: %s", rank, Files.readString(output(folder, rank)))
                        .isTrue();
                said.add(lines(output(folder, rank)));
            }
            ranks = List.copyOf(said);
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }

    private static Process start(int rank, List<String> ports, Path folder) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "--add-modules=jdk.incubator.vector",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CollectiveRank.class.getName(),
                                Integer.toString(rank)));
        command.addAll(ports);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output(folder, rank).toFile())
                .start();
    }

    private static Path output(Path folder, int rank) {
        return folder.resolve("rank-" + rank + ".txt");
    }

    private static Map<String, String> lines(Path file) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            values.put(equals < 0 ? line : line.substring(0, equals), line.substring(equals + 1));
        }
        return values;
    }

    private static List<String> freePorts() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < PORTS; i++) {
                sockets.add(new ServerSocket(0));
            }
            return sockets.stream().map(s -> Integer.toString(s.getLocalPort())).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    private static void bothGet(String name, String value) {
        assertThat(ranks).extracting(rank -> rank.get(name)).containsExactly(value, value);
    }

    @Test
    void sumsAndMaximaReachEveryMember() {
        bothGet("sum", "[1.0, 3.0, 5.0, 7.0, 9.0]");
        bothGet("max", "[1.0, 0.0, 3.0]");
    }

    @Test
    void broadcastBringsTheRootsTensor() {
        bothGet("broadcast", "[10.0, 11.0, 12.0]");
    }

    @Test
    void gatherStacksByRank() {
        bothGet("gather.shape", "[4, 2]");
        bothGet("gather", "[0.0, 1.0, 2.0, 3.0, 10.0, 11.0, 12.0, 13.0]");
    }

    @Test
    void scatterGivesEachMemberItsPartOfTheSum() {
        bothGet("scatter.shape", "[2, 2]");
        assertThat(ranks.get(0)).containsEntry("scatter", "[100.0, 102.0, 104.0, 106.0]");
        assertThat(ranks.get(1)).containsEntry("scatter", "[108.0, 110.0, 112.0, 114.0]");
    }

    @Test
    void integersStayExactAndHalvesRoundToEven() {
        bothGet("sum.i64", "[2199023255552, 1]");
        bothGet("gather.i64", "[2199023255552, 1, 2199023255552, 1]");
        bothGet("sum.bf16", "[1.0, 3.0, 5.0]");
        assertThat(ranks.get(0)).containsEntry("scatter.bf16", "[256.0]");
        assertThat(ranks.get(1)).containsEntry("scatter.bf16", "[260.0]");
    }

    @Test
    void misuseIsToldWithoutKillingTheGroup() {
        bothGet(
                "misuse.dtype",
                "IllegalArgumentException: allReduceSum: exchanges F32, BF16 and I64, got [2] U8 CPU");
        bothGet(
                "misuse.layout",
                "IllegalArgumentException: allReduceSum: needs a contiguous tensor on the CPU, got [2, 2] F32 CPU");
        bothGet(
                "misuse.root",
                "IllegalArgumentException: broadcast: root 2 is not a member of a group of 2");
        bothGet(
                "misuse.rows",
                "IllegalArgumentException: reduceScatter: the first dimension must be a multiple of 2, got [3] F32 CPU");
        bothGet("closed", "CollectiveException: allReduceSum: the process group is closed");
    }

    /// Halves of the batch on two members, summed, are the whole batch's gradients. Tolerance: fp32
    /// sums of 8 rows in another order, 1e-6 absolute at gradients of order 0.1 to 1.
    @Test
    void gradientsOfHalvesAddUpToThoseOfTheWhole() {
        try (Scope scope = Scope.open();
                Gradients gradients = new Gradients()) {
            ParallelLoss loss = ParallelLoss.make();
            loss.addGradients(gradients, 0, 1);
            List<Tensor> whole = loss.sums(gradients);
            for (int i = 0; i < whole.size(); i++) {
                float[] expected = whole.get(i).toFloats();
                float[] halves = floats(ranks.get(0).getOrDefault("gradients." + i, "[]"));
                assertThat(halves).hasSameSizeAs(expected).containsExactly(expected, within(1e-6f));
                assertThat(ranks.get(1).get("gradients." + i))
                        .as("the same to the last bit on both members")
                        .isEqualTo(ranks.get(0).get("gradients." + i));
            }
        }
    }

    private static float[] floats(String list) {
        String[] parts = list.substring(1, list.length() - 1).split(", ", -1);
        float[] values = new float[parts.length];
        for (int i = 0; i < parts.length; i++) {
            values[i] = Float.parseFloat(parts[i]);
        }
        return values;
    }

    @Test
    void silentPeerKillsTheGroupAfterTheTimeout() {
        assertThat(ranks.get(0).get("silence"))
                .startsWith(
                        "CollectiveException: allReduceSum: rank 0 of 2 lost a peer or waited too long");
        assertThat(ranks.get(0))
                .containsEntry(
                        "silence.again",
                        "CollectiveException: allGather: the process group has been dead since allReduceSum failed; close it and join a new one");
    }

    @Test
    void lostPeerIsToldAndTheSurvivorGoesOn() {
        assertThat(ranks.get(0).get("death"))
                .startsWith(
                        "CollectiveException: allGather: rank 0 of 2 lost a peer or waited too long");
        assertThat(ranks.get(0)).containsEntry("end", "reached");
        assertThat(ranks.get(1)).doesNotContainKey("end");
    }

    @Test
    void loneMemberSaysWhereItWaited() {
        assertThat(ranks.get(1).get("lone"))
                .matches("rank 1 of 2 could not join at 127.0.0.1:\\d+ within 600 ms; .*");
    }

    @Test
    void ranksAndPlacesThatCannotBeAreRefused() {
        var at = new Rendezvous("127.0.0.1", 1);
        assertThatThrownBy(() -> ProcessGroup.join(at, 2, 2, LIMIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rank 2 of a group of 2: ranks count from 0");
        assertThatThrownBy(() -> ProcessGroup.join(at, 0, 1, Duration.ZERO))
                .hasMessage("the timeout of a group must be at least 1 ms, got PT0S");
        assertThatThrownBy(() -> new Rendezvous(" ", 1)).hasMessageContaining("host of rank 0");
        assertThatThrownBy(() -> new Rendezvous("here", 65_536)).hasMessageContaining("65536");
    }
}
