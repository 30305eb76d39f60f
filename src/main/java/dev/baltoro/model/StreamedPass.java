package dev.baltoro.model;

import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.autograd.Embedding;
import dev.baltoro.tensor.autograd.Norm;
import dev.baltoro.tensor.autograd.Tape;
import dev.baltoro.tensor.autograd.Variable;
import dev.baltoro.tensor.kernel.decode.Format;
import java.util.function.Function;

/// A forward pass in fp32 through a model that never lies in memory as a whole: each part is read,
/// computed and freed before the next.
///
/// The bits are those of the whole model's pass ([K2Model#logits]).
final class StreamedPass {
    private static final WeightForm EXACT = new WeightForm.Frozen(Format.F32);

    private final K2Config config;
    private final WeightSource source;
    private final Pass pass;

    private StreamedPass(K2Config config, WeightSource source, TokenBatch batch) {
        this.config = config;
        this.source = source;
        this.pass =
                new Pass(
                        Tape.off(),
                        batch,
                        batch.positions(),
                        RotaryEmbedding.tables(config, batch.length()),
                        Telemetry.of(config),
                        0,
                        LatentMemory.NONE);
    }

    /// {@return the scores of every next token, [T, V], for all tokens of `batch`}
    static Tensor logits(K2Config config, WeightSource source, TokenBatch batch) {
        StreamedPass streamed = new StreamedPass(config, source, batch);
        return Scope.tidy(streamed::logits);
    }

    private Tensor logits() {
        Tape tape = pass.tape();
        long[] tokens = pass.batch().tokens();
        Tensor x = with(part -> Embedding.apply(tape, tokens, part.embedding()));
        for (int index = 0; index < config.numHiddenLayers(); index++) {
            int layer = index;
            Variable input = Variable.of(x);
            x = with(part -> part.layer(layer).forward(pass, input));
        }
        Variable last = Variable.of(x);
        Tensor hidden_TD = with(part -> Norm.apply(tape, last, part.norm(), config.rmsNormEps()));
        return with(part -> Variable.of(hidden_TD.mm(part.head().compute().t())));
    }

    /// What one part of the model makes; the part is freed.
    private Tensor with(Function<ModelBuilder, Variable> part) {
        return Scope.tidy(() -> {
            try (ModelBuilder model = new ModelBuilder(config, source, EXACT)) {
                return part.apply(model).value();
            }
        });
    }
}
