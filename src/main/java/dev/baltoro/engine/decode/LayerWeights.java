package dev.baltoro.engine.decode;

import dev.baltoro.model.Block;
import dev.baltoro.model.Block.Mixture;
import dev.baltoro.model.FeedForward;
import dev.baltoro.model.LatentAttention;
import dev.baltoro.model.LatentAttention.Query;
import dev.baltoro.tensor.autograd.Parameter;
import dev.baltoro.tensor.kernel.decode.Matrix;
import java.util.Arrays;
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
    /// @param every the dense feed-forward, or the shared experts; none where a model has no shared
    ///   ones
    record MixtureWeights(Optional<Routed> routed, Optional<Dense> every) {
        /// W_gate above W_up, [2F, D], and W_down, [D, F].
        record Dense(Matrix gateUp, Matrix down) {}

        /// Router and experts.
        ///
        /// @param gate [E, D], fp32
        /// @param bias selection bias, [E]
        /// @param gateUps each expert's gate above its up projection, [2F, D], parts of `gateUp`
        /// @param downs each expert's down projection, [D, F], parts of `down`
        record Routed(
                Matrix gate,
                float[] bias,
                Matrix gateUp,
                Matrix down,
                Matrix[] gateUps,
                Matrix[] downs) {
            static Routed of(Mixture.Sparse sparse) {
                float[] bias = sparse.router().bias().toFloats();
                Matrix gateUp = matrix(sparse.experts().gateUp());
                Matrix down = matrix(sparse.experts().down());
                return new Routed(
                        matrix(sparse.router().gate()),
                        bias,
                        gateUp,
                        down,
                        parts(gateUp, bias.length),
                        parts(down, bias.length));
            }

            private static Matrix[] parts(Matrix stack, int experts) {
                int rows = stack.rows() / experts;
                Matrix[] parts = new Matrix[experts];
                Arrays.setAll(parts, e -> stack.rows(e * rows, rows));
                return parts;
            }
        }
    }

    /// {@return bytes of weights that a step of one row reads, which chooses `share` of the
    /// experts}
    double bytesPerToken(double share) {
        double attention =
                Stream.of(query.up, kvDown, kvUp, output).mapToDouble(Matrix::bytes).sum();
        double every =
                mixture.every.map(it -> (double) it.gateUp.bytes() + it.down.bytes()).orElse(0.0);
        double latent = query.down.map(it -> (double) it.down().bytes()).orElse(0.0);
        double routed =
                mixture.routed
                        .map(it -> it.gate.bytes() + share * (it.gateUp.bytes() + it.down.bytes()))
                        .orElse(0.0);
        return attention + every + latent + routed;
    }

    static LayerWeights of(Block block) {
        LatentAttention attention = block.attention();
        QueryWeights query =
                switch (attention.query()) {
                    case Query.Direct direct ->
                            new QueryWeights(Optional.empty(), matrix(direct.projection()));
                    case Query.Compressed c ->
                            new QueryWeights(
                                    Optional.of(
                                            new QueryWeights.Latent(
                                                    matrix(c.down()), gain(c.norm()))),
                                    matrix(c.up()));
                };
        return new LayerWeights(
                gain(block.attentionNorm()),
                query,
                matrix(attention.kvDown()),
                gain(attention.kvNorm()),
                matrix(attention.kvUp()),
                matrix(attention.output()),
                gain(block.feedForwardNorm()),
                mixture(block.mixture()));
    }

    private static MixtureWeights mixture(Mixture mixture) {
        return switch (mixture) {
            case Mixture.Dense dense ->
                    new MixtureWeights(Optional.empty(), Optional.of(dense(dense.feedForward())));
            case Mixture.Sparse sparse ->
                    new MixtureWeights(
                            Optional.of(MixtureWeights.Routed.of(sparse)),
                            sparse.shared().map(LayerWeights::dense));
        };
    }

    private static MixtureWeights.Dense dense(FeedForward layer) {
        return new MixtureWeights.Dense(matrix(layer.gateUp()), matrix(layer.down()));
    }

    private static Matrix matrix(Parameter parameter) {
        return parameter.decoding();
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
                        mixture.every.stream().flatMap(e -> Stream.of(e.gateUp, e.down)))
                .flatMap(part -> part)
                .forEach(Matrix::close);
    }
}
