package dev.baltoro.tensor.collective;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.autograd.Gradients;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;

/// One process of [ProcessGroupTest]: goes through all exchanges and prints what it got, a line
/// each, for the test to judge.
///
/// Arguments: rank, the port of each of the three groups that it joins in turn, a port where nobody
/// listens, the port of the group in which the two agree about the second.
final class CollectiveRank {
    private static final int WORLD = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration IMPATIENCE = Duration.ofMillis(600);

    /// Of the member that meets silence: long enough for a slow machine to join, as this is also
    /// the limit on joining.
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(4);

    private CollectiveRank() {}

    /// Ends with halt: after a failure native threads may still wait for a peer.
    public static void main(String[] arguments) {
        int rank = Integer.parseInt(arguments[0]);
        try (Scope scope = Scope.open()) {
            if (rank == 1) {
                say("lone", loneliness(Integer.parseInt(arguments[4])));
            }
            exchange(rank, Integer.parseInt(arguments[1]));
            meetSilence(rank, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[5]));
            meetDeath(rank, Integer.parseInt(arguments[3]));
        }
        say("end", "reached");
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static ProcessGroup join(int rank, int port, Duration timeout) {
        return ProcessGroup.join(new Rendezvous("127.0.0.1", port), rank, WORLD, timeout);
    }

    private static String loneliness(int port) {
        try (ProcessGroup group = join(1, port, IMPATIENCE)) {
            return "joined " + group;
        } catch (CollectiveException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void exchange(int rank, int port) {
        ProcessGroup group = join(rank, port, PATIENCE);
        try (group) {
            floats(group, rank);
            integersAndHalves(group, rank);
            say("misuse.dtype", failure(() -> sum(group, Tensor.zeros(DType.U8, Device.CPU, 2))));
            say("misuse.layout", failure(() -> sum(group, counting(4, 0).view(2, 2).t())));
            say("misuse.root", failure(() -> broadcast(group, counting(2, 0), WORLD)));
            say("misuse.rows", failure(() -> group.reduceScatter(counting(3, 0))));
            group.barrier();
            try (Gradients gradients = new Gradients()) {
                ParallelLoss loss = ParallelLoss.make();
                loss.addGradients(gradients, rank * ParallelLoss.ROWS / WORLD, WORLD);
                loss.sums(gradients).forEach(group::allReduceSum);
                for (int i = 0; i < loss.sums(gradients).size(); i++) {
                    say("gradients." + i, loss.sums(gradients).get(i).toFloats());
                }
            }
        }
        say("closed", failure(() -> sum(group, counting(2, 0))));
    }

    private static void floats(ProcessGroup group, int rank) {
        say("sum", sum(group, counting(5, rank)).toFloats());
        Tensor largest = Tensor.of(new float[] {rank, -rank, 3}, 3);
        group.allReduceMax(largest);
        say("max", largest.toFloats());
        say("broadcast", broadcast(group, counting(3, 10 * rank), 1).toFloats());
        Tensor gathered = group.allGather(counting(4, 10 * rank).view(2, 2));
        say("gather.shape", Arrays.toString(gathered.shape()));
        say("gather", gathered.toFloats());
        Tensor scattered = group.reduceScatter(counting(8, 100 * rank).view(4, 2));
        say("scatter.shape", Arrays.toString(scattered.shape()));
        say("scatter", scattered.toFloats());
    }

    private static void integersAndHalves(ProcessGroup group, int rank) {
        Tensor tokens = Tensor.of(new long[] {1L << 40, rank}, 2);
        say("sum.i64", Arrays.toString(sum(group, tokens).toLongs()));
        say("gather.i64", Arrays.toString(group.allGather(tokens).toLongs()));
        say("sum.bf16", sum(group, counting(3, rank).to(DType.BF16)).toFloats());
        // 256 + 1 is no bfloat16: the sum rounds once, to even.
        Tensor halves = Tensor.of(new float[] {256, 256}, 2).to(DType.BF16);
        Tensor ones = Tensor.of(new float[] {1, 3}, 2).to(DType.BF16);
        say("scatter.bf16", group.reduceScatter(rank == 0 ? halves : ones).toFloats());
    }

    /// Rank 1 goes silent until rank 0, whose patience ends first, says so in a group of their own.
    private static void meetSilence(int rank, int port, int asidePort) {
        try (ProcessGroup aside = join(rank, asidePort, PATIENCE)) {
            aside.barrier(); // both are here: what follows waits for no start of a process
            try (ProcessGroup group = join(rank, port, rank == 0 ? SHORT_PATIENCE : PATIENCE)) {
                if (rank == 0) {
                    say("silence", failure(() -> sum(group, counting(2, 0))));
                    say("silence.again", failure(() -> group.allGather(counting(2, 0))));
                }
                aside.barrier();
            }
        }
    }

    /// Rank 1 dies; rank 0 is told.
    private static void meetDeath(int rank, int port) {
        try (ProcessGroup group = join(rank, port, PATIENCE)) {
            if (rank == 1) {
                System.out.flush();
                Runtime.getRuntime().halt(137);
            }
            say("death", failure(() -> group.allGather(Tensor.zeros(DType.F32, Device.CPU, 9))));
        }
    }

    private static Tensor counting(int count, float first) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = first + i;
        }
        return Tensor.of(values, count);
    }

    private static Tensor sum(ProcessGroup group, Tensor tensor) {
        group.allReduceSum(tensor);
        return tensor;
    }

    private static Tensor broadcast(ProcessGroup group, Tensor tensor, int root) {
        group.broadcast(tensor, root);
        return tensor;
    }

    private static String failure(Supplier<Tensor> exchange) {
        try {
            return "no failure: " + exchange.get();
        } catch (CollectiveException | IllegalArgumentException e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }

    private static void say(String name, float[] values) {
        say(name, Arrays.toString(values));
    }

    private static void say(String name, String value) {
        System.out.println(name + "=" + value);
    }
}
