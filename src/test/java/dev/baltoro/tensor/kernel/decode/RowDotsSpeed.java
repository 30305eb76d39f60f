package dev.baltoro.tensor.kernel.decode;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.Workers;
import dev.baltoro.tensor.kernel.Lanes;
import java.util.Arrays;
import java.util.function.IntConsumer;
import jdk.incubator.vector.FloatVector;

/// Prints what [RowDots] reads and computes a second beside what the machine's memory gives.
///
/// Run it with `java -cp … --add-modules jdk.incubator.vector
/// -Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0 …RowDotsSpeed [THREADS]`. Weights take turns,
/// so that they come from memory and not from a cache.
public final class RowDotsSpeed {
    private static final long COLD_BYTES = 256L << 20;
    private static final int RUNS = 9;
    private static final int WARM_UP = 4;

    private RowDotsSpeed() {}

    /// Prints the table.
    public static void main(String[] arguments) {
        for (int threads : new int[] {1, 2}) {
            if (arguments.length > 0 && threads != Integer.parseInt(arguments[0])) {
                continue;
            }
            try (Workers workers = Workers.of(threads)) {
                System.out.printf("%d threads: read %.1f GB/s%n", threads, read(workers));
                for (Format format : Format.values()) {
                    for (int[] shape : new int[][] {{512, 512}, {512, 256}, {32768, 512}}) {
                        System.out.printf("%d %s %s", threads, format, Arrays.toString(shape));
                        for (int batch : new int[] {1, 2, 3, 4, 8, 32}) {
                            double[] rates = rates(workers, format, shape[0], shape[1], batch);
                            System.out.printf(
                                    "  b%d %.1f GB/s %.1f GF/s", batch, rates[0], rates[1]);
                        }
                        System.out.println();
                    }
                }
            }
        }
    }

    private static double read(Workers workers) {
        Tensor tensor = Tensor.ones(DType.F32, Device.CPU, COLD_BYTES / 4);
        Matrix all = Matrix.of(tensor.view(COLD_BYTES / 4096, 1024), Format.F32);
        float[] sums = new float[all.rows()];
        double seconds =
                median(
                        workers,
                        worker -> {
                            int from = all.rows() / workers.count() * worker;
                            int to = all.rows() / workers.count() * (worker + 1);
                            for (int r = from; r < to; r += 4) {
                                sums[r] = ReadOnly.sum(all.address + r * all.rowBytes, 1024);
                            }
                        });
        all.close();
        tensor.close();
        return COLD_BYTES / seconds * 1e-9;
    }

    private static double[] rates(
            Workers workers, Format format, int rows, int columns, int batch) {
        long bytes =
                (long) rows * columns * (format == Format.F32 ? 4 : format == Format.BF16 ? 2 : 1);
        int copies = (int) Math.max(1, COLD_BYTES / 2 / bytes);
        Matrix[] weights = new Matrix[copies];
        Tensor source = Tensor.randn(new Seed(1), DType.F32, Device.CPU, rows, columns);
        DType dtype = format == Format.BF16 ? DType.BF16 : DType.F32;
        for (int i = 0; i < copies; i++) {
            try (Scope scope = Scope.open()) {
                weights[i] = Matrix.of(source.copy().to(dtype), format);
            }
        }
        float[] x = new float[batch * columns];
        Arrays.fill(x, 1);
        float[] y = new float[batch * rows];
        PackedTokens[] packed = new PackedTokens[workers.count()];
        Arrays.setAll(packed, worker -> new PackedTokens());
        double seconds =
                median(
                        workers,
                        worker -> {
                            int from = rows / workers.count() * worker;
                            int to = rows / workers.count() * (worker + 1);
                            for (Matrix w : weights) {
                                RowDots.multiply(
                                        w,
                                        from,
                                        to,
                                        x,
                                        0,
                                        columns,
                                        batch,
                                        y,
                                        0,
                                        rows,
                                        packed[worker]);
                            }
                        });
        double read = (double) weights[0].bytes() * copies;
        Arrays.stream(packed).forEach(PackedTokens::close);
        Arrays.stream(weights).forEach(Matrix::close);
        source.close();
        return new double[] {
            read / seconds * 1e-9, 2.0 * rows * columns * batch * copies / seconds * 1e-9
        };
    }

    private static double median(Workers workers, IntConsumer task) {
        double[] seconds = new double[RUNS];
        for (int run = -WARM_UP; run < RUNS; run++) {
            long start = System.nanoTime();
            workers.run(task);
            if (run >= 0) {
                seconds[run] = (System.nanoTime() - start) * 1e-9;
            }
        }
        Arrays.sort(seconds);
        return seconds[RUNS / 2];
    }

    /// A sum without a product: nothing but memory can hold it up.
    private static final class ReadOnly {
        static float sum(long address, int columns) {
            FloatVector a = Lanes.broadcast(0);
            FloatVector b = a;
            FloatVector c = a;
            FloatVector d = a;
            for (int i = 0; i < 4 * columns; i += 4 * Lanes.COUNT) {
                a = a.add(Lanes.loadFloats(address, i));
                b = b.add(Lanes.loadFloats(address, i + Lanes.COUNT));
                c = c.add(Lanes.loadFloats(address, i + 2 * Lanes.COUNT));
                d = d.add(Lanes.loadFloats(address, i + 3 * Lanes.COUNT));
            }
            return Lanes.sum(a.add(b).add(c.add(d)));
        }
    }
}
