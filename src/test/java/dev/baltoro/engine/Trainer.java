package dev.baltoro.engine;

import dev.baltoro.model.K2Model;
import dev.baltoro.model.Telemetry;
import dev.baltoro.model.TokenBatch;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.autograd.Gradients;
import dev.baltoro.tensor.autograd.Tape;
import java.util.Arrays;

/// What a trainer sees that records its way back, a row in a pass of its own.
final class Trainer {
    private Trainer() {}

    /// {@return the log-probability of each token after the first}
    static float[] logprobs(K2Model model, int... tokens) {
        return logprobs(model, tokens.length, tokens);
    }

    /// {@return the same of a row that is padded to `length`}
    static float[] logprobs(K2Model model, int length, int[] tokens) {
        int[] targets = new int[length];
        Arrays.fill(targets, -1);
        System.arraycopy(tokens, 1, targets, 0, tokens.length - 1);
        float[] weights = new float[length];
        Arrays.fill(weights, 1);
        try (Scope scope = Scope.open();
                Gradients gradients = new Gradients();
                Tape tape = Tape.into(gradients)) {
            float[] all =
                    model.logProbabilities(
                            tape,
                            TokenBatch.padded(
                                    length, Arrays.stream(tokens).asLongStream().toArray()),
                            targets,
                            weights,
                            0,
                            K2Model.Recompute.NONE,
                            Telemetry.of(model.config()));
            return Arrays.copyOf(all, tokens.length - 1);
        }
    }
}
