package dev.baltoro.engine.decode;

import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.tensor.kernel.decode.Format;
import dev.baltoro.tensor.kernel.decode.Matrix;
import java.util.List;

/// A model's weights as the kernels read them.
///
/// The matrices lie over the model's own tensors; gains and selection biases are copies.
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

    /// {@return the weights of `model`, over the memory that it computes with}
    public static DecoderWeights of(K2Model model) {
        return new DecoderWeights(
                model.config(),
                model.head().format(),
                model.embedding().decoding(),
                model.layers().stream().map(LayerWeights::of).toList(),
                LayerWeights.gain(model.norm()),
                model.head().decoding());
    }

    /// {@return the shape}
    public K2Config config() {
        return config;
    }

    /// {@return how the matrices lie in memory}
    public Format format() {
        return format;
    }

    /// {@return bytes of weights that a step of one row reads}
    double bytesPerToken() {
        double share = (double) config.numExpertsPerTok() / config.nRoutedExperts();
        return head.bytes() + layers.stream().mapToDouble(l -> l.bytesPerToken(share)).sum();
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
