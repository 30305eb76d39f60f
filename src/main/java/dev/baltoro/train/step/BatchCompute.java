package dev.baltoro.train.step;

import dev.baltoro.data.sample.PackedBatch;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.K2Model.Recompute;
import dev.baltoro.model.Telemetry;
import dev.baltoro.model.TokenBatch;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Workers;
import dev.baltoro.tensor.autograd.GradientTurns;
import dev.baltoro.tensor.autograd.Gradients;
import dev.baltoro.tensor.autograd.Tape;
import dev.baltoro.tensor.kernel.TokenLoss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Gradients of a batch: its rows in micro-batches, each taken by the worker that is free next.
///
/// The batch's loss is a sum over its tokens, so it is the same however rows are dealt. Workers sum
/// into at most [#BUFFERS_MAX] whole gradients, where they take turns ([GradientTurns]), and these
/// are then added in their order. So a step is a pure function of weights, batch and number of
/// workers, whichever of them computes what, and however many have a core at a time.
final class BatchCompute implements AutoCloseable {
    /// Whole fp32 gradients at most: 16 bytes a parameter, whatever the number of workers. With up
    /// to this many workers, micro-batches side by side have one each; with fewer buffers, more
    /// workers would queue for each.
    static final int BUFFERS_MAX = 4;

    private final Workers workers;
    private final Recompute recompute;
    private final int microBatchTokens;
    private final List<Gradients> gradients = new ArrayList<>();

    /// @param microBatchTokens a worker's tokens at once, at most (one row at least)
    BatchCompute(Workers workers, Recompute recompute, int microBatchTokens) {
        this.workers = workers;
        this.recompute = recompute;
        this.microBatchTokens = microBatchTokens;
        for (int i = 0; i < Math.min(workers.count(), BUFFERS_MAX); i++) {
            gradients.add(new Gradients());
        }
    }

    /// Rows that one worker computes at once.
    ///
    /// @param first index in the batch of the first token
    /// @param buffer which gradients it adds to
    /// @param turn its place among those that add to the same
    private record MicroBatch(int first, PackedBatch rows, int buffer, int turn) {}

    /// {@return the summed gradients of the last [#forwardBackward]}
    Gradients gradients() {
        return gradients.getFirst();
    }

    /// Computes log-probabilities and the gradients of the batch's loss.
    PassResult forwardBackward(K2Model model, StepBatch batch) {
        int tokens = batch.rows().tokens().length;
        float[] logProbabilities = new float[tokens];
        float[] entropies = new float[batch.entropies() ? tokens : 0];
        List<MicroBatch> parts = split(batch.rows());
        List<Telemetry> reports = parts.stream().map(_ -> Telemetry.of(model.config())).toList();
        List<GradientTurns> turns = turns(parts);
        workers.forEach(
                parts.size(),
                i -> {
                    MicroBatch part = parts.get(i);
                    TokenLoss loss = batch.loss().from(part.first);
                    float[] entropy = new float[batch.entropies() ? part.rows.tokens().length : 0];
                    try (Scope scope = Scope.open();
                            Tape tape = Tape.into(turns.get(part.buffer).pass(part.turn))) {
                        float[] logP =
                                model.logProbabilities(
                                        tape,
                                        tokenBatch(part.rows),
                                        part.rows.targets(),
                                        loss,
                                        entropy,
                                        1.0 / batch.rows().rows(),
                                        recompute,
                                        reports.get(i));
                        tape.backward();
                        System.arraycopy(logP, 0, logProbabilities, part.first, logP.length);
                        if (batch.entropies()) {
                            System.arraycopy(entropy, 0, entropies, part.first, entropy.length);
                        }
                    } catch (RuntimeException | Error e) {
                        turns.forEach(GradientTurns::abandon); // this worker takes no more parts
                        throw e;
                    }
                });
        Telemetry telemetry = Telemetry.of(model.config());
        reports.forEach(telemetry::merge);
        return new PassResult(
                logProbabilities,
                entropies,
                batch.rows().targetCount(),
                telemetry,
                GradientSum.into(gradients, model.parameters(), workers));
    }

    /// {@return the log-probability of each token's target in nats, row-major over `rows`; 0 where
    /// there is none}
    ///
    /// The same bits as [#forwardBackward] computes of the same rows and weights: rows are dealt
    /// alike, and the forward pass is the same.
    float[] logProbabilities(K2Model model, PackedBatch rows) {
        float[] logProbabilities = new float[rows.tokens().length];
        List<MicroBatch> parts = split(rows);
        workers.forEach(
                parts.size(),
                i -> {
                    MicroBatch part = parts.get(i);
                    try (Scope scope = Scope.open();
                            Tape tape = Tape.off()) {
                        float[] logP =
                                model.logProbabilities(
                                        tape,
                                        tokenBatch(part.rows),
                                        part.rows.targets(),
                                        TokenLoss.uniform(0),
                                        new float[0],
                                        0,
                                        Recompute.NONE,
                                        Telemetry.of(model.config()));
                        System.arraycopy(logP, 0, logProbabilities, part.first, logP.length);
                    }
                });
        return logProbabilities;
    }

    /// {@return mean cross-entropy of `rows` in nats a target, without gradients}
    double loss(K2Model model, PackedBatch rows) {
        double sum = 0;
        for (float logP : logProbabilities(model, rows)) {
            sum -= logP;
        }
        return sum / rows.targetCount();
    }

    /// {@return the rows in parts of at most `microBatchTokens`, and at least one part a worker
    /// where rows suffice}
    private List<MicroBatch> split(PackedBatch batch) {
        int length = batch.sequenceLength();
        int share = Math.ceilDiv(batch.rows(), workers.count());
        int rows = Math.clamp(microBatchTokens / length, 1, share);
        List<MicroBatch> parts = new ArrayList<>();
        int[] turns = new int[gradients.size()];
        for (int row = 0; row < batch.rows(); row += rows) {
            int end = Math.min(row + rows, batch.rows());
            int buffer = parts.size() % workers.count() % gradients.size();
            parts.add(new MicroBatch(row * length, batch.part(row, end), buffer, turns[buffer]++));
        }
        return parts;
    }

    /// {@return the order of the parts in each of the buffers, whose sums are forgotten}
    private List<GradientTurns> turns(List<MicroBatch> parts) {
        List<GradientTurns> turns = new ArrayList<>();
        for (int i = 0; i < gradients.size(); i++) {
            int buffer = i;
            gradients.get(i).clear();
            long passes = parts.stream().filter(part -> part.buffer == buffer).count();
            turns.add(new GradientTurns(gradients.get(i), Math.toIntExact(passes)));
        }
        return turns;
    }

    private static TokenBatch tokenBatch(PackedBatch part) {
        return new TokenBatch(
                Arrays.stream(part.tokens()).asLongStream().toArray(),
                part.rows(),
                part.sequenceLength(),
                part.documentStarts(),
                part.valid(),
                part.stems());
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
