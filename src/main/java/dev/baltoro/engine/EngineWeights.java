package dev.baltoro.engine;

import dev.baltoro.engine.decode.DecoderWeights;
import dev.baltoro.model.K2Model;

/// One generation of weights: a model, and the same as the decoding kernels read it.
///
/// Made on any thread; an engine takes it between two steps. The model stays its owner's, who
/// closes it when no engine uses this generation any more.
public final class EngineWeights implements AutoCloseable {
    private final K2Model model;
    private final DecoderWeights decoder;

    private EngineWeights(K2Model model, DecoderWeights decoder) {
        this.model = model;
        this.decoder = decoder;
    }

    /// {@return the weights of `model`, over its own memory}
    public static EngineWeights of(K2Model model) {
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
