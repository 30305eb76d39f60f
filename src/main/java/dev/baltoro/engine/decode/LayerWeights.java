package dev.baltoro.engine.decode;

import dev.baltoro.model.Block;
import dev.baltoro.model.Block.Mixture;
import dev.baltoro.model.FeedForward;
import dev.baltoro.model.LatentAttention;
import dev.baltoro.model.LatentAttention.Query;
import dev.baltoro.tensor.autograd.Parameter;
import dev.baltoro.tensor.kernel.decode.Format;
import dev.baltoro.tensor.kernel.decode.Matrix;
import java.util.Optional;
import java.util.stream.Stream;

/// One layer's weights as the kernels read them.
///
/// @param attentionNorm gain, [D]
/// @param query how queries are made
/// @param kvDown W_DKV above W_KR, [R + X, D]
/// @param kvNorm gain of the latent's norm, [R]
/// @param kvUp W_UK and W_UV in turn, per head N + v rows, [H·(N + v), R]
/// @param output W_O, [D, H·v]
/// @param feedForwardNorm gain, [D]
/// @param mixture the second half
record LayerWeights(
        float[] attentionNorm,
        QueryWeights query,
        Matrix kvDown,
        float[] kvNorm,
        Matrix kvUp,
        Matrix output,
        float[] feedForwardNorm,
        MixtureWeights mixture)
        implements AutoCloseable {

    /// How queries are made.
    ///
    /// @param down W_DQ and its norm's gain; none where queries are made straight
    /// @param up per head N + X rows, [H·(N + X), q_lora_rank or D]
    record QueryWeights(Optional<Latent> down, Matrix up) {
        /// The compressed query's projection and gain.
        record Latent(Matrix down, float[] norm) {}
    }

    /// A layer's second half.
    ///
    /// @param routed experts that tokens choose, none in a dense layer
    /// @param every the dense feed-forward, or the shared expert
    record MixtureWeights(Optional<Routed> routed, Dense every) {
        /// W_gate above W_up, [2F, D], and W_down, [D, F].
        record Dense(Matrix gateUp, Matrix down) {}

        /// Router and experts.
        ///
        /// @param gate [E, D], fp32
        /// @param bias selection bias, [E]
        /// @param gateUp all experts' gate and up projections, [E·2F, D]
        /// @param down all experts' down projections, [E·D, F]
        record Routed(Matrix gate, float[] bias, Matrix gateUp, Matrix down) {}
    }

    static LayerWeights of(Block block, Format format) {
        LatentAttention attention = block.attention();
        QueryWeights query =
                switch (attention.query()) {
                    case Query.Direct direct ->
                            new QueryWeights(Optional.empty(), matrix(direct.projection(), format));
                    case Query.Compressed c ->
                            new QueryWeights(
                                    Optional.of(
                                            new QueryWeights.Latent(
                                                    matrix(c.down(), format), gain(c.norm()))),
                                    matrix(c.up(), format));
                };
        return new LayerWeights(
                gain(block.attentionNorm()),
                query,
                matrix(attention.kvDown(), format),
                gain(attention.kvNorm()),
                matrix(attention.kvUp(), format),
                matrix(attention.output(), format),
                gain(block.feedForwardNorm()),
                mixture(block.mixture(), format));
    }

    private static MixtureWeights mixture(Mixture mixture, Format format) {
        return switch (mixture) {
            case Mixture.Dense dense ->
                    new MixtureWeights(Optional.empty(), dense(dense.feedForward(), format));
            case Mixture.Sparse sparse ->
                    new MixtureWeights(
                            Optional.of(
                                    new MixtureWeights.Routed(
                                            matrix(sparse.router().gate(), Format.F32),
                                            sparse.router().bias().toFloats(),
                                            matrix(sparse.experts().gateUp(), format),
                                            matrix(sparse.experts().down(), format))),
                            dense(sparse.shared(), format));
        };
    }

    private static MixtureWeights.Dense dense(FeedForward layer, Format format) {
        return new MixtureWeights.Dense(
                matrix(layer.gateUp(), format), matrix(layer.down(), format));
    }

    /// Over the parameter's own memory where it has that format, so that a trainer's changes are
    /// seen at once.
    static Matrix matrix(Parameter parameter, Format format) {
        return Matrix.of(parameter.compute(), format);
    }

    static float[] gain(Parameter parameter) {
        return parameter.master().toFloats();
    }

    @Override
    public void close() {
        Stream<Matrix> routed =
                mixture.routed.stream().flatMap(r -> Stream.of(r.gate, r.gateUp, r.down));
        Stream.of(
                        query.down.stream().map(QueryWeights.Latent::down),
                        Stream.of(query.up, kvDown, kvUp, output),
                        routed,
                        Stream.of(mixture.every.gateUp, mixture.every.down))
                .flatMap(part -> part)
                .forEach(Matrix::close);
    }
}
