package dev.baltoro.train.bench;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.Workers;

/// The rate of large matrix products on all workers at once: what this machine can do, measured in
/// the same minute.
public final class GemmPeak {
    private static final int SIZE = 1024;
    private static final int WARM_UP = 2;
    private static final int RUNS = 8;

    private GemmPeak() {}

    /// {@return operations a second of products of 1024³ in `dtype`, the best of a few runs, over
    /// all workers}
    public static double measure(DType dtype, Workers workers) {
        double[] best = new double[workers.count()];
        workers.run(worker -> best[worker] = best(dtype));
        double sum = 0;
        for (double rate : best) {
            sum += rate;
        }
        return sum;
    }

    private static double best(DType dtype) {
        try (Scope scope = Scope.open()) {
            Tensor left = Tensor.randn(new Seed(1), DType.F32, Device.CPU, SIZE, SIZE).to(dtype);
            Tensor right = Tensor.randn(new Seed(2), DType.F32, Device.CPU, SIZE, SIZE).to(dtype);
            Tensor product = Tensor.empty(dtype, Device.CPU, SIZE, SIZE);
            double best = 0;
            for (int run = 0; run < WARM_UP + RUNS; run++) {
                long start = System.nanoTime();
                product.mm_(left, right);
                double seconds = (System.nanoTime() - start) * 1e-9;
                if (run >= WARM_UP) {
                    best = Math.max(best, 2.0 * SIZE * SIZE * SIZE / seconds);
                }
            }
            return best;
        }
    }
}
