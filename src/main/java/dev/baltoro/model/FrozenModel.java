package dev.baltoro.model;

import dev.baltoro.model.Block.Mixture;
import dev.baltoro.model.LatentAttention.Query;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.autograd.Parameter;
import dev.baltoro.tensor.kernel.decode.Format;
import java.util.LinkedHashMap;

/// Makes a model for inference alone out of a trained one.
///
/// Matrices take the wanted format. What is small or decides much stays fp32: gains, the router's
/// gate and selection bias. An embedding is looked up and not multiplied, so that int8 would save
/// nothing that is read: it becomes bfloat16 then.
final class FrozenModel {
    private final Format format;

    FrozenModel(Format format) {
        this.format = format;
    }

    K2Model of(K2Model model) {
        Parameter embedding =
                model.embedding().freeze(format == Format.INT8 ? Format.BF16 : format);
        Parameter head =
                model.head() == model.embedding() ? embedding : model.head().freeze(format);
        return new K2Model(
                model.config(),
                embedding,
                model.layers().stream().map(this::layer).toList(),
                gain(model.norm()),
                head,
                new LinkedHashMap<>());
    }

    private Block layer(Block block) {
        return new Block(
                block.config(),
                gain(block.attentionNorm()),
                attention(block.attention()),
                gain(block.feedForwardNorm()),
                mixture(block.mixture()));
    }

    private LatentAttention attention(LatentAttention attention) {
        Query query =
                switch (attention.query()) {
                    case Query.Direct direct -> new Query.Direct(matrix(direct.projection()));
                    case Query.Compressed c ->
                            new Query.Compressed(matrix(c.down()), gain(c.norm()), matrix(c.up()));
                };
        return new LatentAttention(
                attention.config(),
                attention.index(),
                query,
                matrix(attention.kvDown()),
                gain(attention.kvNorm()),
                matrix(attention.kvUp()),
                matrix(attention.output()));
    }

    private Mixture mixture(Mixture mixture) {
        return switch (mixture) {
            case Mixture.Dense dense -> new Mixture.Dense(feedForward(dense.feedForward()));
            case Mixture.Sparse sparse ->
                    new Mixture.Sparse(
                            new TokenChoiceRouter(
                                    sparse.router().config(),
                                    sparse.router().index(),
                                    gain(sparse.router().gate()),
                                    sparse.router().bias().copy().keep()),
                            new GroupedExperts(
                                    sparse.experts().config(),
                                    matrix(sparse.experts().gateUp()),
                                    matrix(sparse.experts().down())),
                            feedForward(sparse.shared()));
        };
    }

    private FeedForward feedForward(FeedForward layer) {
        return new FeedForward(matrix(layer.gateUp()), matrix(layer.down()));
    }

    private Parameter matrix(Parameter parameter) {
        return parameter.freeze(format);
    }

    private static Parameter gain(Parameter parameter) {
        return Parameter.of(parameter.name(), parameter.master().copy(), DType.F32);
    }
}
