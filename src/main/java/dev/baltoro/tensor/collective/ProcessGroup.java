package dev.baltoro.tensor.collective;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.pytorch.AllreduceOptions;
import org.bytedeco.pytorch.LongVector;
import org.bytedeco.pytorch.ProcessGroupGloo;
import org.bytedeco.pytorch.ReduceOp;
import org.bytedeco.pytorch.Work;

/// One process's membership in a group of processes that exchange tensors.
///
/// All members call the same operations in the same order with tensors of the same shape and dtype
/// (F32, BF16 or I64, contiguous, on the CPU). Each call returns when the exchange is done. When a
/// peer is lost, or silent for longer than the timeout, the call throws a [CollectiveException] and
/// the group is dead: close it and join a new one. Used by one thread at a time.
public final class ProcessGroup implements AutoCloseable {
    private final int rank;
    private final int world;
    private final GlooGroup gloo;
    private Optional<String> end = Optional.empty();

    private ProcessGroup(int rank, int world, GlooGroup gloo) {
        this.rank = rank;
        this.world = world;
        this.gloo = gloo;
    }

    /// {@return a member of a group, once all `world` processes have joined}
    ///
    /// @param at where rank 0 listens
    /// @param rank this process's number, from 0
    /// @param world processes in the group
    /// @param timeout the longest wait for the others, here and in every exchange
    /// @throws CollectiveException if they are not all there in time
    /// @throws IllegalArgumentException if the rank is not below `world`, or the timeout under 1 ms
    public static ProcessGroup join(Rendezvous at, int rank, int world, Duration timeout) {
        if (rank < 0 || rank >= world) {
            throw new IllegalArgumentException(
                    "rank %d of a group of %d: ranks count from 0".formatted(rank, world));
        }
        if (timeout.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "the timeout of a group must be at least 1 ms, got " + timeout);
        }
        loadLibTorch();
        try {
            var group = new ProcessGroup(rank, world, GlooGroup.connect(at, rank, world, timeout));
            group.introduce();
            return group;
        } catch (RuntimeException | SocketException e) {
            throw new CollectiveException(
                    "rank %d of %d could not join at %s within %d ms; are all ranks started, and is rank 0 reachable there? (%s)"
                            .formatted(
                                    rank,
                                    world,
                                    at,
                                    timeout.toMillis(),
                                    CollectiveException.reason(e)),
                    e);
        }
    }

    /// The first tensor loads libtorch with the settings that the whole room counts on.
    private static void loadLibTorch() {
        Tensor.zeros(DType.F32, Device.CPU, 1).close();
    }

    /// Waits until every member is connected to every other: rank 0's store must live so long.
    private void introduce() {
        try {
            barrier();
        } catch (CollectiveException e) {
            close();
            throw e;
        }
    }

    /// {@return this process's number, from 0}
    public int rank() {
        return rank;
    }

    /// {@return processes in the group}
    public int world() {
        return world;
    }

    /// Replaces `tensor` by the sum over all members, the same to the last bit on each.
    ///
    /// @throws CollectiveException if a peer is lost or silent
    public void allReduceSum(Tensor tensor) {
        allReduce("allReduceSum", tensor, ReduceOp.RedOpType.SUM);
    }

    /// Replaces each element of `tensor` by its maximum over all members.
    ///
    /// @throws CollectiveException if a peer is lost or silent
    public void allReduceMax(Tensor tensor) {
        allReduce("allReduceMax", tensor, ReduceOp.RedOpType.MAX);
    }

    private void allReduce(String operation, Tensor tensor, ReduceOp.RedOpType kind) {
        try (var exchange = Exchange.over(operation, tensor);
                var reduction = new ReduceOp(kind);
                var options = new AllreduceOptions()) {
            options.reduceOp(reduction);
            run(operation, group -> group.allreduce(exchange.vector(), options));
        }
    }

    /// Replaces `tensor` by that of member `root`.
    ///
    /// @throws CollectiveException if a peer is lost or silent
    public void broadcast(Tensor tensor, int root) {
        if (root < 0 || root >= world) {
            throw new IllegalArgumentException(
                    "broadcast: root %d is not a member of a group of %d".formatted(root, world));
        }
        try (var broadcast = Broadcast.of("broadcast", tensor, root)) {
            run("broadcast", broadcast::start);
        }
    }

    /// {@return [world · n, …]: the members' tensors [n, …] one after the other, by rank}
    ///
    /// One broadcast a member, all at once: Gloo's own gather takes five times as long.
    ///
    /// @throws CollectiveException if a peer is lost or silent
    public Tensor allGather(Tensor part) {
        requireRows("allGather", part, 1);
        long[] shape = part.shape();
        long rows = shape[0];
        shape[0] = rows * world;
        return Scope.tidy(() -> {
            Tensor whole = Tensor.empty(part.dtype(), part.device(), shape);
            whole.narrow(0, rank * rows, rows).copy_(part);
            List<Broadcast> broadcasts = new ArrayList<>(world);
            try {
                for (int root = 0; root < world; root++) {
                    Tensor place = whole.narrow(0, root * rows, rows);
                    broadcasts.add(Broadcast.of("allGather", place, root));
                }
                run("allGather", broadcasts.stream().map(ProcessGroup::starter).toList());
            } finally {
                broadcasts.forEach(Broadcast::close);
            }
            return whole;
        });
    }

    private static Function<ProcessGroupGloo, Work> starter(Broadcast broadcast) {
        return broadcast::start;
    }

    /// {@return [n, …]: this member's part of the sum of all members' `whole` [world · n, …]}
    ///
    /// An exchange of parts, then a sum (in fp32 for bfloat16): Gloo's own takes five times as
    /// long.
    ///
    /// @throws CollectiveException if a peer is lost or silent
    public Tensor reduceScatter(Tensor whole) {
        requireRows("reduceScatter", whole, world);
        long[] shape = whole.shape();
        shape[0] /= world;
        return Scope.tidy(() -> {
            Tensor parts = Tensor.empty(whole.dtype(), whole.device(), whole.shape());
            try (var from = Exchange.over("reduceScatter", whole);
                    var to = Exchange.over("reduceScatter", parts);
                    var even = new LongVector()) {
                run(
                        "reduceScatter",
                        group -> group.alltoall_base(to.flat(), from.flat(), even, even));
            }
            return parts.view(world, whole.elements() / world).sum(0).view(shape);
        });
    }

    private static void requireRows(String operation, Tensor tensor, int divisor) {
        if (tensor.dimensions() == 0 || tensor.size(0) % divisor != 0) {
            throw new IllegalArgumentException(
                    "%s: the first dimension must be a multiple of %d, got %s"
                            .formatted(operation, divisor, tensor));
        }
    }

    /// Waits until every member has called it.
    ///
    /// @throws CollectiveException if a peer is lost or silent
    public void barrier() {
        run("barrier", ProcessGroupGloo::barrier);
    }

    private void run(String operation, Function<ProcessGroupGloo, Work> start) {
        run(operation, List.of(start));
    }

    /// Starts all and waits for all, also after a failure: memory in exchange must not be freed.
    private void run(String operation, List<Function<ProcessGroupGloo, Work>> starts) {
        end.ifPresent(reason -> {
            throw new CollectiveException("%s: %s".formatted(operation, reason));
        });
        List<Work> running = new ArrayList<>();
        List<RuntimeException> failures = new ArrayList<>();
        for (var start : starts) {
            try {
                running.add(start.apply(gloo.backend()));
            } catch (RuntimeException e) {
                failures.add(e);
                break;
            }
        }
        for (Work work : running) {
            try (work) {
                boolean unused = work._wait();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.getFirst();
            end =
                    Optional.of(
                            "the process group has been dead since %s failed; close it and join a new one"
                                    .formatted(operation));
            throw new CollectiveException(
                    "%s: rank %d of %d lost a peer or waited too long; close the group and join a new one (%s)"
                            .formatted(operation, rank, world, CollectiveException.reason(first)),
                    first);
        }
    }

    /// Leaves the group; every further call throws. Closing twice does nothing.
    @Override
    public void close() {
        if (gloo.close()) {
            end = Optional.of("the process group is closed");
        }
    }
}
