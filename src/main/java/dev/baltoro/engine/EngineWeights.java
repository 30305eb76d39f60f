package dev.baltoro.engine;

import dev.baltoro.engine.decode.DecoderWeights;
import dev.baltoro.model.K2Model;

/// One generation of weights: a model, and the same as the decoding kernels read it: matrices over
/// the model's own memory, gains and selection biases copied.
final class EngineWeights implements AutoCloseable {
    private final K2Model model;
    private final DecoderWeights decoder;

    private EngineWeights(K2Model model, DecoderWeights decoder) {
        this.model = model;
        this.decoder = decoder;
    }

    /// {@return the weights of `model`, as they are now}
    static EngineWeights of(K2Model model) {
        return new EngineWeights(model, DecoderWeights.of(model));
    }

    K2Model model() {
        return model;
    }

    DecoderWeights decoder() {
        return decoder;
    }

    @Override
    public void close() {
        decoder.close();
    }
}
