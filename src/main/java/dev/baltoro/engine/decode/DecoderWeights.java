package dev.baltoro.engine.decode;

import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.tensor.kernel.decode.Format;
import dev.baltoro.tensor.kernel.decode.Matrix;
import java.util.List;

/// A model's weights as the kernels read them.
///
/// Where the model computes in `format`, the matrices lie over its own tensors; gains and selection
/// biases are always copies.
public final class DecoderWeights implements AutoCloseable {
    private final K2Config config;
    private final Format format;
    private final Matrix embedding;
    private final List<LayerWeights> layers;
    private final float[] norm;
    private final Matrix head;

    private DecoderWeights(
            K2Config config,
            Format format,
            Matrix embedding,
            List<LayerWeights> layers,
            float[] norm,
            Matrix head) {
        this.config = config;
        this.format = format;
        this.embedding = embedding;
        this.layers = layers;
        this.norm = norm;
        this.head = head;
    }

    /// {@return the weights of `model` in `format`}
    public static DecoderWeights of(K2Model model, Format format) {
        // An embedding is looked up, not multiplied: int8 would save nothing that is read.
        Format looked = format == Format.INT8 ? Format.BF16 : format;
        return new DecoderWeights(
                model.config(),
                format,
                LayerWeights.matrix(model.embedding(), looked),
                model.layers().stream().map(layer -> LayerWeights.of(layer, format)).toList(),
                LayerWeights.gain(model.norm()),
                LayerWeights.matrix(model.head(), format));
    }

    /// {@return the shape}
    public K2Config config() {
        return config;
    }

    /// {@return how the matrices lie in memory}
    public Format format() {
        return format;
    }

    Matrix embedding() {
        return embedding;
    }

    List<LayerWeights> layers() {
        return layers;
    }

    float[] norm() {
        return norm;
    }

    Matrix head() {
        return head;
    }

    @Override
    public void close() {
        embedding.close();
        layers.forEach(LayerWeights::close);
        head.close();
    }
}
