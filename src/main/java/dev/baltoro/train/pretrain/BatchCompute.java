package dev.baltoro.train.pretrain;

import dev.baltoro.data.sample.PackedBatch;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.K2Model.Recompute;
import dev.baltoro.model.Telemetry;
import dev.baltoro.model.TokenBatch;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.Workers;
import dev.baltoro.tensor.autograd.Gradients;
import dev.baltoro.tensor.autograd.Parameter;
import dev.baltoro.tensor.autograd.Tape;
import dev.baltoro.tensor.kernel.OptimizerLoops;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Loss and gradients of a batch: its rows in micro-batches, dealt to the workers in turn.
///
/// Every target weighs the same, whichever micro-batch it is in. Each worker sums into buffers of
/// its own, which are then added in the workers' order, so a step is a pure function of weights,
/// batch and number of workers.
final class BatchCompute implements AutoCloseable {
    private final Workers workers;
    private final Recompute recompute;
    private final List<Gradients> gradients = new ArrayList<>();

    BatchCompute(Workers workers, Recompute recompute) {
        this.workers = workers;
        this.recompute = recompute;
        for (int i = 0; i < workers.count(); i++) {
            gradients.add(new Gradients());
        }
    }

    /// {@return the summed gradients of the last [#forwardBackward]}
    Gradients gradients() {
        return gradients.getFirst();
    }

    /// Computes loss and gradients.
    ///
    /// @param microBatchTokens a worker's tokens at once, at most (one row at least)
    StepResult forwardBackward(K2Model model, PackedBatch batch, int microBatchTokens) {
        List<PackedBatch> parts = split(batch, microBatchTokens);
        int targets = batch.targetCount();
        double[] losses = new double[workers.count()];
        List<Telemetry> reports = new ArrayList<>();
        for (Gradients buffer : gradients) {
            buffer.clear();
            reports.add(Telemetry.of(model.config()));
        }
        workers.run(worker -> {
            for (int i = worker; i < parts.size(); i += workers.count()) {
                PackedBatch part = parts.get(i);
                float[] weights = new float[part.tokens().length];
                Arrays.fill(weights, 1f / targets);
                try (Scope scope = Scope.open();
                        Tape tape = Tape.into(gradients.get(worker))) {
                    float[] logP =
                            model.logProbabilities(
                                    tape,
                                    tokenBatch(part),
                                    part.targets(),
                                    weights,
                                    1.0 / batch.rows(),
                                    recompute,
                                    reports.get(worker));
                    tape.backward();
                    losses[worker] -= sum(logP);
                }
            }
        });
        Telemetry telemetry = Telemetry.of(model.config());
        reports.forEach(telemetry::merge);
        double loss = Arrays.stream(losses).sum() / targets;
        return new StepResult(loss, targets, telemetry, reduce(model.parameters()));
    }

    /// {@return mean cross-entropy of a batch in nats a target, without gradients}
    double loss(K2Model model, PackedBatch batch, int microBatchTokens) {
        List<PackedBatch> parts = split(batch, microBatchTokens);
        double[] losses = new double[workers.count()];
        workers.run(worker -> {
            for (int i = worker; i < parts.size(); i += workers.count()) {
                PackedBatch part = parts.get(i);
                try (Scope scope = Scope.open();
                        Tape tape = Tape.off()) {
                    float[] logP =
                            model.logProbabilities(
                                    tape,
                                    tokenBatch(part),
                                    part.targets(),
                                    new float[part.tokens().length],
                                    0,
                                    Recompute.NONE,
                                    Telemetry.of(model.config()));
                    losses[worker] -= sum(logP);
                }
            }
        });
        return Arrays.stream(losses).sum() / batch.targetCount();
    }

    /// Adds all workers' gradients into the first's and returns the squared norm, summed in the
    /// parameters' order.
    private double reduce(List<Parameter> parameters) {
        double[] squares = new double[parameters.size()];
        workers.run(worker -> {
            for (int i = worker; i < parameters.size(); i += workers.count()) {
                Parameter parameter = parameters.get(i);
                List<Tensor> others =
                        gradients.stream()
                                .skip(1)
                                .flatMap(buffer -> buffer.of(parameter).stream())
                                .toList();
                try (Scope scope = Scope.open()) {
                    squares[i] = OptimizerLoops.reduce(gradients.getFirst().sum(parameter), others);
                }
            }
        });
        return Arrays.stream(squares).sum();
    }

    /// {@return the rows in parts of at most `microBatchTokens`, and at least one part a worker
    /// where rows suffice}
    private List<PackedBatch> split(PackedBatch batch, int microBatchTokens) {
        int length = batch.sequenceLength();
        int share = Math.ceilDiv(batch.rows(), workers.count());
        int rows = Math.clamp(microBatchTokens / length, 1, share);
        List<PackedBatch> parts = new ArrayList<>();
        for (int row = 0; row < batch.rows(); row += rows) {
            int count = Math.min(rows, batch.rows() - row);
            int from = row * length;
            int to = from + count * length;
            parts.add(
                    new PackedBatch(
                            count,
                            length,
                            Arrays.copyOfRange(batch.tokens(), from, to),
                            Arrays.copyOfRange(batch.targets(), from, to),
                            Arrays.copyOfRange(batch.documentStarts(), from, to),
                            batch.domains().subList(row, row + count)));
        }
        return parts;
    }

    private static TokenBatch tokenBatch(PackedBatch part) {
        int[] valid = new int[part.rows()];
        Arrays.fill(valid, part.sequenceLength());
        return new TokenBatch(
                Arrays.stream(part.tokens()).asLongStream().toArray(),
                part.rows(),
                part.sequenceLength(),
                part.documentStarts(),
                valid);
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    /// Frees the gradients' memory; the next pass takes new.
    void release() {
        gradients.forEach(Gradients::close);
    }

    @Override
    public void close() {
        release();
    }
}
