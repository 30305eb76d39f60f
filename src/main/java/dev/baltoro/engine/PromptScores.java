package dev.baltoro.engine;

import dev.baltoro.model.K2Model;
import dev.baltoro.model.Telemetry;
import dev.baltoro.model.TokenBatch;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.autograd.Tape;
import java.util.Arrays;

/// Log-probabilities of given tokens, by the call that the trainer makes.
final class PromptScores {
    private static final int NO_TARGET = -1;

    private PromptScores() {}

    /// {@return for each token after the first its log-probability behind those before it}
    static float[] of(K2Model model, int... tokens) {
        if (tokens.length < 2) {
            return new float[0];
        }
        long[] ids = Arrays.stream(tokens).asLongStream().toArray();
        int[] targets = Arrays.copyOfRange(tokens, 1, tokens.length + 1);
        targets[tokens.length - 1] = NO_TARGET;
        try (Scope scope = Scope.open();
                Tape tape = Tape.off()) {
            float[] all =
                    model.logProbabilities(
                            tape,
                            TokenBatch.of(ids),
                            targets,
                            new float[targets.length],
                            0,
                            K2Model.Recompute.NONE,
                            Telemetry.of(model.config()));
            return Arrays.copyOf(all, tokens.length - 1);
        }
    }
}
