package dev.baltoro.model;

import dev.baltoro.tensor.autograd.Add;
import dev.baltoro.tensor.autograd.Norm;
import dev.baltoro.tensor.autograd.Parameter;
import dev.baltoro.tensor.autograd.Tape;
import dev.baltoro.tensor.autograd.Variable;
import java.util.Optional;
import java.util.stream.Stream;

/// One layer: x + attention(norm(x)), then x + feed-forward(norm(x)).
public record Block(
        K2Config config,
        Parameter attentionNorm,
        LatentAttention attention,
        Parameter feedForwardNorm,
        Mixture mixture) {

    /// The second half of a layer.
    public sealed interface Mixture {
        /// The same weights for every token.
        record Dense(FeedForward feedForward) implements Mixture {}

        /// Routed experts, beside shared ones where the model has them (`n_shared_experts`).
        record Sparse(
                TokenChoiceRouter router, GroupedExperts experts, Optional<FeedForward> shared)
                implements Mixture {}
    }

    Stream<Parameter> parameters() {
        Stream<Parameter> feedForward =
                switch (mixture) {
                    case Mixture.Dense dense -> dense.feedForward.parameters();
                    case Mixture.Sparse sparse ->
                            Stream.of(
                                            sparse.router.parameters(),
                                            sparse.experts.parameters(),
                                            sparse.shared.stream().flatMap(FeedForward::parameters))
                                    .flatMap(part -> part);
                };
        return Stream.of(
                        Stream.of(attentionNorm),
                        attention.parameters(),
                        Stream.of(feedForwardNorm),
                        feedForward)
                .flatMap(part -> part);
    }

    /// Frees what no parameter holds.
    void closeBias() {
        if (mixture instanceof Mixture.Sparse sparse) {
            sparse.router.bias().close();
        }
    }

    /// Leaves in the pass's memory what later tokens need of this layer, and computes no more.
    void remember(Pass pass, Variable x) {
        Tape tape = pass.tape();
        attention.remember(pass, Norm.apply(tape, x, attentionNorm, config.rmsNormEps()));
    }

    Variable forward(Pass pass, Variable x) {
        Tape tape = pass.tape();
        Variable attended =
                tape.tidy(() -> {
                    Variable normal = Norm.apply(tape, x, attentionNorm, config.rmsNormEps());
                    return Add.apply(tape, x, attention.forward(pass, normal));
                });
        return tape.tidy(() -> {
            Variable normal = Norm.apply(tape, attended, feedForwardNorm, config.rmsNormEps());
            return switch (mixture) {
                case Mixture.Dense dense ->
                        Add.apply(tape, attended, dense.feedForward.forward(tape, normal));
                case Mixture.Sparse sparse -> {
                    var routing = sparse.router.forward(pass, normal);
                    Variable onto =
                            sparse.shared
                                    .map(every ->
                                            Add.apply(tape, attended, every.forward(tape, normal)))
                                    .orElse(attended);
                    yield sparse.experts.forward(tape, normal, routing, onto);
                }
            };
        });
    }
}
