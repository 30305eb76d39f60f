package dev.baltoro.tensor.collective;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.autograd.Gradients;
import dev.baltoro.tensor.autograd.Linear;
import dev.baltoro.tensor.autograd.LinearCrossEntropy;
import dev.baltoro.tensor.autograd.Norm;
import dev.baltoro.tensor.autograd.Parameter;
import dev.baltoro.tensor.autograd.Tape;
import dev.baltoro.tensor.autograd.Variable;
import java.util.Arrays;
import java.util.List;

/// A small computation whose rows can be shared out among processes: x → linear → norm → loss.
record ParallelLoss(Tensor x_TD, Parameter linear, Parameter gain, Parameter head) {
    static final int ROWS = 8;
    private static final int WIDTH = 16;
    private static final int VOCABULARY = 32;

    /// {@return the same computation in every process}
    static ParallelLoss make() {
        Seed seed = new Seed(41);
        return new ParallelLoss(
                random(seed, "x", ROWS, WIDTH),
                Parameter.of("linear", random(seed, "linear", WIDTH, WIDTH), DType.F32),
                Parameter.of("gain", random(seed, "gain", WIDTH), DType.F32),
                Parameter.of("head", random(seed, "head", VOCABULARY, WIDTH), DType.F32));
    }

    private static Tensor random(Seed seed, String name, long... shape) {
        return Tensor.randn(seed.derive(name), DType.F32, Device.CPU, shape);
    }

    /// Adds the gradients of the mean loss that come from `ROWS / parts` rows.
    void addGradients(Gradients gradients, int firstRow, int parts) {
        int rows = ROWS / parts;
        int[] targets = new int[rows];
        for (int row = 0; row < rows; row++) {
            targets[row] = (firstRow + row) * 3 % VOCABULARY;
        }
        float[] weights = new float[rows];
        Arrays.fill(weights, 1f / ROWS);
        try (Tape tape = Tape.into(gradients)) {
            Variable x = Variable.of(x_TD.narrow(0, firstRow, rows));
            Variable h = Norm.apply(tape, Linear.apply(tape, x, linear), gain, 1e-6);
            float[] unused = LinearCrossEntropy.apply(tape, h, head, targets, weights);
            tape.backward();
            x.takeGradient().ifPresent(Tensor::close);
        }
    }

    /// {@return the gradient of each parameter}
    List<Tensor> sums(Gradients gradients) {
        return List.of(gradients.sum(linear), gradients.sum(gain), gradients.sum(head));
    }
}
