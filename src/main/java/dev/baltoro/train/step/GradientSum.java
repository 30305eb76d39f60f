package dev.baltoro.train.step;

import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.Workers;
import dev.baltoro.tensor.autograd.Gradients;
import dev.baltoro.tensor.autograd.Parameter;
import dev.baltoro.tensor.kernel.OptimizerLoops;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Adds the gradients that workers have summed up.
///
/// Parameters are cut into pieces, so that a few large stacks of experts keep all workers busy.
/// Each piece is the sum of the buffers in their order and the norm the sum of the pieces' squares
/// in theirs, so neither depends on who takes which.
final class GradientSum {
    /// Elements of a piece: a few microseconds of work, and a multiple of all vector lengths.
    private static final long PIECE_ELEMENTS = 1 << 18;

    private GradientSum() {}

    private record Piece(Parameter parameter, long start, long count) {}

    /// Adds all of `gradients` into the first and returns the sum's squared norm.
    static double into(List<Gradients> gradients, List<Parameter> parameters, Workers workers) {
        List<Piece> pieces = pieces(parameters);
        double[] squares = new double[pieces.size()];
        AtomicInteger next = new AtomicInteger();
        workers.run(_ -> {
            for (int i = next.getAndIncrement(); i < squares.length; i = next.getAndIncrement()) {
                squares[i] = add(gradients, pieces.get(i));
            }
        });
        return Arrays.stream(squares).sum();
    }

    private static double add(List<Gradients> gradients, Piece piece) {
        try (Scope scope = Scope.open()) {
            List<Tensor> others =
                    gradients.stream()
                            .skip(1)
                            .flatMap(buffer -> buffer.of(piece.parameter).stream())
                            .map(whole -> part(whole, piece))
                            .toList();
            Tensor sum = part(gradients.getFirst().sum(piece.parameter), piece);
            return OptimizerLoops.reduce(sum, others);
        }
    }

    private static Tensor part(Tensor whole, Piece piece) {
        return whole.view(whole.elements()).narrow(0, piece.start, piece.count);
    }

    private static List<Piece> pieces(List<Parameter> parameters) {
        List<Piece> pieces = new ArrayList<>();
        for (Parameter parameter : parameters) {
            long elements = Arrays.stream(parameter.shape()).reduce(1, (a, b) -> a * b);
            for (long start = 0; start < elements; start += PIECE_ELEMENTS) {
                long count = Math.min(PIECE_ELEMENTS, elements - start);
                pieces.add(new Piece(parameter, start, count));
            }
        }
        return pieces;
    }
}
