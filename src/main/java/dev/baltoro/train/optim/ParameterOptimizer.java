package dev.baltoro.train.optim;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.Workers;
import dev.baltoro.tensor.autograd.Gradients;
import dev.baltoro.tensor.autograd.Parameter;
import dev.baltoro.tensor.kernel.OptimizerLoops;
import dev.baltoro.train.optim.ParameterRules.Update;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Muon for matrices and AdamW for the rest, or AdamW for all, with decoupled weight decay (K2
/// report, Algorithm 1, lines 1–8).
///
/// M ← μ·M + G; O ← NewtonSchulz(M or G + μ·M) · 0.2·√max(n, m); W ← W − η·(O + λ·W). Each matrix
/// of a stack of experts, and gate and up of one projection, are orthogonalised on their own. With
/// [QkClip] after it, Muon is MuonClip.
///
/// A step's work is cut into pieces that do not depend on the number of workers or on which worker
/// takes them, so the result does not either.
public final class ParameterOptimizer implements AutoCloseable {
    /// The settings of a run.
    ///
    /// @param momentum μ
    /// @param nesterov whether G + μ·M is orthogonalised instead of M
    /// @param steps Newton–Schulz steps
    /// @param dtype what Newton–Schulz computes in
    /// @param updateRms 0.2: makes an update's root mean square that of AdamW's
    /// @param decay λ
    public record Settings(
            double momentum,
            boolean nesterov,
            int steps,
            DType dtype,
            double updateRms,
            double decay,
            double beta1,
            double beta2,
            double epsilon) {}

    /// Matrices that one worker orthogonalises at once hold at most this many elements: they stay
    /// in its cache.
    private static final long PIECE_ELEMENTS_MAX = 1 << 17;

    private final Settings settings;
    private final Workers workers;
    private final List<Piece> pieces = new ArrayList<>();
    private final SequencedMap<String, Tensor> state = new LinkedHashMap<>();
    private long step;

    /// A part of one parameter, with the parts of its state; handles are kept for the whole run.
    private sealed interface Piece {
        Parameter parameter();

        double cost();

        /// @param cost operations of Newton–Schulz
        record Matrices(
                Parameter parameter,
                long start,
                Tensor weight_BNM,
                Tensor momentum_BNM,
                double cost)
                implements Piece {}

        record Elements(Parameter parameter, Tensor weight, Tensor mean, Tensor square)
                implements Piece {
            /// AdamW waits for memory; an element takes about as long as this many operations of a
            /// matrix product.
            private static final double OPERATIONS = 50;

            @Override
            public double cost() {
                return OPERATIONS * weight.elements();
            }
        }
    }

    /// @param parameters what is trained
    /// @param rules who is updated how
    public ParameterOptimizer(
            List<Parameter> parameters, ParameterRules rules, Settings settings, Workers workers) {
        this.settings = settings;
        this.workers = workers;
        rules.claim(parameters).forEach(this::add);
        pieces.sort(Comparator.comparingDouble(Piece::cost).reversed());
    }

    private void add(Parameter parameter, Update update) {
        switch (update) {
            case MUON -> addMatrices(parameter);
            case ADAMW -> {
                Tensor mean = state(parameter, "exp_avg");
                Tensor square = state(parameter, "exp_avg_sq");
                pieces.add(new Piece.Elements(parameter, parameter.master(), mean, square));
            }
        }
    }

    private void addMatrices(Parameter parameter) {
        Tensor momentum = state(parameter, "momentum_buffer");
        try (Scope scope = Scope.open()) {
            Tensor weight_BNM = parameter.matrices(parameter.master());
            Tensor momentum_BNM = parameter.matrices(momentum);
            long matrix = weight_BNM.size(1) * weight_BNM.size(2);
            long batch = Math.max(1, PIECE_ELEMENTS_MAX / matrix);
            for (long start = 0; start < weight_BNM.size(0); start += batch) {
                long count = Math.min(batch, weight_BNM.size(0) - start);
                pieces.add(
                        new Piece.Matrices(
                                parameter,
                                start,
                                weight_BNM.narrow(0, start, count).keep(),
                                momentum_BNM.narrow(0, start, count).keep(),
                                operations(weight_BNM, count)));
            }
        }
    }

    private double operations(Tensor matrices_BNM, long count) {
        return NewtonSchulz.operations(
                count, matrices_BNM.size(1), matrices_BNM.size(2), settings.steps);
    }

    private Tensor state(Parameter parameter, String kind) {
        Tensor master = parameter.master();
        Tensor zeros = Tensor.zeros(DType.F32, master.device(), master.shape()).keep();
        state.put(parameter.name() + "." + kind, zeros);
        return zeros;
    }

    /// {@return momenta and means by parameter and kind: what a checkpoint must hold beside the
    /// weights and [#steps]}
    public SequencedMap<String, Tensor> state() {
        return state;
    }

    /// {@return steps taken}
    public long steps() {
        return step;
    }

    /// Says how many steps the state that was just read had taken.
    public void resumeAfter(long steps) {
        step = steps;
    }

    /// Takes one step on the masters; the caller refreshes what computation reads.
    ///
    /// @param gradients each parameter's gradient
    /// @param scale factor on all gradients
    /// @param rate learning rate η
    public void step(Gradients gradients, double scale, double rate) {
        step++;
        OptimizerLoops.AdamW adam =
                new OptimizerLoops.AdamW(
                        rate,
                        settings.beta1,
                        settings.beta2,
                        settings.epsilon,
                        settings.decay,
                        step);
        forEach(piece -> {
            switch (piece) {
                case Piece.Matrices m -> update(m, gradients, scale, rate);
                case Piece.Elements e ->
                        OptimizerLoops.adamW(
                                e.weight,
                                gradients.sum(e.parameter),
                                e.mean,
                                e.square,
                                scale,
                                adam);
            }
        });
    }

    /// Gives each worker the next piece as it is free, the costliest first.
    private void forEach(Consumer<Piece> task) {
        AtomicInteger next = new AtomicInteger();
        workers.run(_ -> {
            for (int i = next.getAndIncrement(); i < pieces.size(); i = next.getAndIncrement()) {
                try (Scope scope = Scope.open()) {
                    task.accept(pieces.get(i));
                }
            }
        });
    }

    private void update(Piece.Matrices m, Gradients gradients, double scale, double rate) {
        Tensor weight = m.weight_BNM;
        Tensor gradient =
                m.parameter.matrices(gradients.sum(m.parameter)).narrow(0, m.start, weight.size(0));
        Tensor direction = Tensor.empty(settings.dtype, weight.device(), weight.shape());
        OptimizerLoops.momentum(
                m.momentum_BNM, gradient, settings.momentum, settings.nesterov, scale, direction);
        Tensor orthogonal = NewtonSchulz.orthogonalize(direction, settings.steps);
        double size = settings.updateRms * Math.sqrt(Math.max(weight.size(1), weight.size(2)));
        OptimizerLoops.descend(weight, orthogonal, 1 - rate * settings.decay, rate * size);
    }

    /// {@return operations that Newton–Schulz takes in one step}
    public double newtonSchulzOperations() {
        double operations = 0;
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Matrices m) {
                operations += m.cost;
            }
        }
        return operations;
    }

    /// Orthogonalises all momenta once more, changes nothing, and returns the seconds:
    /// Newton–Schulz alone, for measuring.
    public double newtonSchulzSeconds() {
        long start = System.nanoTime();
        forEach(piece -> {
            if (piece instanceof Piece.Matrices m) {
                Tensor direction = m.momentum_BNM.to(settings.dtype);
                Tensor unused = NewtonSchulz.orthogonalize(direction, settings.steps);
            }
        });
        return (System.nanoTime() - start) * 1e-9;
    }

    @Override
    public void close() {
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Matrices m) {
                m.weight_BNM.close();
                m.momentum_BNM.close();
            }
        }
        state.values().forEach(Tensor::close);
    }
}
