package dev.baltoro.engine;

import dev.baltoro.model.K2Model;
import dev.baltoro.model.TokenBatch;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import java.util.List;

/// Computes every sequence anew for each of its tokens, by the trainer's own forward pass.
final class Recomputation implements Computation {
    private final K2Model model;

    Recomputation(K2Model model) {
        this.model = model;
    }

    @Override
    public void prefill(Sequence sequence, int end) {
        sequence.computedTo(end);
    }

    @Override
    public float[] decode(List<Sequence> batch) {
        int vocabulary = model.config().vocabSize();
        float[] scores = new float[batch.size() * vocabulary];
        for (int b = 0; b < batch.size(); b++) {
            Sequence sequence = batch.get(b);
            long[] tokens = new long[sequence.size()];
            for (int i = 0; i < tokens.length; i++) {
                tokens[i] = sequence.token(i);
            }
            try (Scope scope = Scope.open()) {
                Tensor last_1D =
                        model.hiddenStates(TokenBatch.of(tokens)).narrow(0, tokens.length - 1L, 1);
                float[] row = model.scores(last_1D).toFloats();
                System.arraycopy(row, 0, scores, b * vocabulary, vocabulary);
            }
        }
        return scores;
    }

    @Override
    public void close() {}
}
