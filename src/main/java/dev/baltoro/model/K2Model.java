package dev.baltoro.model;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.autograd.Embedding;
import dev.baltoro.tensor.autograd.LinearCrossEntropy;
import dev.baltoro.tensor.autograd.Norm;
import dev.baltoro.tensor.autograd.Parameter;
import dev.baltoro.tensor.autograd.Tape;
import dev.baltoro.tensor.autograd.Variable;
import dev.baltoro.tensor.kernel.Rotary;
import dev.baltoro.tensor.kernel.TokenLoss;
import dev.baltoro.tensor.kernel.decode.Format;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A language model of Kimi K2's architecture.
///
/// Tokens are embedded, pass the layers, are normalised and projected onto the vocabulary. One
/// model may be read by many threads at once; each pass has its own tape.
public final class K2Model implements AutoCloseable {
    private final K2Config config;
    private final Parameter embedding;
    private final List<Block> layers;
    private final Parameter norm;
    private final Parameter head;
    private final SequencedMap<String, Tensor> weights;
    private final Rotary rotary;

    K2Model(
            K2Config config,
            Parameter embedding,
            List<Block> layers,
            Parameter norm,
            Parameter head,
            SequencedMap<String, Tensor> weights) {
        this.config = config;
        this.embedding = embedding;
        this.layers = List.copyOf(layers);
        this.norm = norm;
        this.head = head;
        this.weights = weights;
        this.rotary = RotaryEmbedding.tables(config, config.maxPositionEmbeddings());
    }

    /// {@return a model with fresh weights: normal with the configuration's deviation, gains 1,
    /// selection biases 0}
    ///
    /// @param seed each weight is a pure function of it and of the weight's name
    /// @param computeType what activations and products are in; masters are always fp32
    public static K2Model random(K2Config config, Seed seed, DType computeType) {
        return fresh(config, seed, InitialWeights.RANDOM, computeType);
    }

    /// {@return a model that has learned nothing yet}
    ///
    /// @throws ConfigException if the configuration has no room for heads that copy
    public static K2Model fresh(
            K2Config config, Seed seed, InitialWeights first, DType computeType) {
        WeightSource source =
                switch (first) {
                    case RANDOM -> new RandomWeights(seed, config.initializerRange());
                    case COPYING -> CopyingWeights.of(config, seed);
                };
        return of(config, source, new WeightForm.Trainable(computeType));
    }

    /// {@return a model with the weights of `source`}
    ///
    /// While it is made, memory holds what is made already and the one weight that is read; if the
    /// source fails, nothing is left.
    public static K2Model of(K2Config config, WeightSource source, WeightForm form) {
        try (ModelBuilder builder = new ModelBuilder(config, source, form)) {
            return builder.build();
        }
    }

    /// {@return the same model for inference alone: a copy with matrices in `format`}
    ///
    /// It has no [#weights] and must be closed on its own; this one may be closed before.
    ///
    /// @throws IllegalStateException if this one is for inference alone already
    public K2Model freeze(Format format) {
        return of(config, this::read, new WeightForm.Frozen(format));
    }

    private void read(WeightSpec weight, Consumer<Tensor> reader) {
        @Nullable Tensor values = weights.get(weight.name());
        if (values == null) {
            throw new IllegalStateException(
                    "the model is for inference alone and has no " + weight.name());
        }
        reader.accept(values);
    }

    /// {@return a model of the same weights with another configuration, such as a longer context}
    ///
    /// It has memory of its own; this one may be closed before it.
    ///
    /// @throws IllegalStateException if this one is for inference alone
    public K2Model withConfig(K2Config other, DType computeType) {
        return of(other, this::read, new WeightForm.Trainable(computeType));
    }

    /// {@return the shape}
    public K2Config config() {
        return config;
    }

    /// {@return the layers, first to last}
    public List<Block> layers() {
        return layers;
    }

    /// {@return every trained parameter, in the order of the forward pass}
    public List<Parameter> parameters() {
        return Stream.of(
                        Stream.of(embedding),
                        layers.stream().flatMap(Block::parameters),
                        Stream.of(norm, head))
                .flatMap(part -> part)
                .distinct() // a tied head is the embedding
                .toList();
    }

    /// {@return every weight by its Hugging Face name: fp32 views of the masters, and the selection
    /// biases; none in a model for inference alone}
    ///
    /// Call [#refresh] after changing them.
    public SequencedMap<String, Tensor> weights() {
        return weights;
    }

    /// Brings what computation reads up to date with the masters.
    public void refresh() {
        parameters().forEach(Parameter::refresh);
    }

    /// Which activations are computed again on the way back instead of being kept.
    public enum Recompute {
        /// None: fastest.
        NONE,
        /// Each layer's inside: memory for one layer and the layers' inputs.
        LAYER
    }

    /// Computes the log-probability of each target, and remembers the gradient of the weighted
    /// loss.
    ///
    /// @param targets for each token of `batch` the token to predict, negative for none
    /// @param weights each target's weight in the loss
    /// @param balanceWeight weight of one row's balance loss, 0 for none
    /// @return natural logarithms, 0 where there is no target
    public float[] logProbabilities(
            Tape tape,
            TokenBatch batch,
            int[] targets,
            float[] weights,
            double balanceWeight,
            Recompute recompute,
            Telemetry telemetry) {
        TokenLoss loss = TokenLoss.weighted(weights);
        return logProbabilities(
                tape, batch, targets, loss, new float[0], balanceWeight, recompute, telemetry);
    }

    /// Computes the log-probability of each target, and remembers the gradient of `loss`.
    ///
    /// @param targets for each token of `batch` the token to predict, negative for none
    /// @param loss asked for each token that has a target
    /// @param entropies filled with the entropy of the prediction in nats of each token that has a
    ///   target, 0 of the others; or of length 0
    /// @param balanceWeight weight of one row's balance loss, 0 for none
    /// @return natural logarithms, 0 where there is no target
    public float[] logProbabilities(
            Tape tape,
            TokenBatch batch,
            int[] targets,
            TokenLoss loss,
            float[] entropies,
            double balanceWeight,
            Recompute recompute,
            Telemetry telemetry) {
        Pass pass = pass(tape, batch, telemetry, balanceWeight);
        Variable x = hidden(pass, recompute);
        return LinearCrossEntropy.apply(tape, x, head, targets, loss, entropies);
    }

    /// {@return the scores of every next token, [T, V], for all tokens of `batch`}
    public Tensor logits(TokenBatch batch) {
        return Scope.tidy(() -> scores(hiddenStates(batch)));
    }

    /// {@return what [#scores] turns into scores, [T, D]: the normalised state after each token}
    ///
    /// With it a caller has the scores of a few tokens, or of all by and by: those of K2's whole
    /// vocabulary for 4,096 tokens would take 2.7 GB.
    public Tensor hiddenStates(TokenBatch batch) {
        return Scope.tidy(() -> {
            Pass pass = pass(Tape.off(), batch, Telemetry.of(config), 0);
            return hidden(pass, Recompute.NONE).value();
        });
    }

    /// {@return as [#hiddenStates], leaving each layer's latents in `memory`}
    ///
    /// @param positions each token's position in its document
    public Tensor hiddenStates(TokenBatch batch, int[] positions, LatentMemory memory) {
        return Scope.tidy(() -> hidden(pass(batch, positions, memory), Recompute.NONE).value());
    }

    /// Leaves the latents of `batch` in `memory`: a prompt's way into the cache.
    ///
    /// @param positions each token's position in its document
    public void remember(TokenBatch batch, int[] positions, LatentMemory memory) {
        try (Scope scope = Scope.open()) {
            Pass pass = pass(batch, positions, memory);
            Variable x = Embedding.apply(pass.tape(), batch.tokens(), embedding);
            for (Block layer : layers.subList(0, layers.size() - 1)) {
                x = layer.forward(pass, x);
            }
            layers.getLast().remember(pass, x);
        }
    }

    /// {@return the scores of every next token, [N, V], after hidden states [N, D]}
    public Tensor scores(Tensor hidden_ND) {
        return Scope.tidy(() -> hidden_ND.mm(head.compute().t()));
    }

    private Pass pass(Tape tape, TokenBatch batch, Telemetry telemetry, double balanceWeight) {
        int[] positions = batch.positions();
        int most = Arrays.stream(positions).max().orElse(0) + 1;
        if (most > rotary.positions()) {
            throw new IllegalArgumentException(
                    "a row of %d tokens exceeds the model's context of %d (max_position_embeddings)"
                            .formatted(most, rotary.positions()));
        }
        return new Pass(
                tape, batch, positions, rotary, telemetry, balanceWeight, LatentMemory.NONE);
    }

    private Pass pass(TokenBatch batch, int[] positions, LatentMemory memory) {
        for (int position : positions) {
            if (position >= rotary.positions()) {
                throw new IllegalArgumentException(
                        "position %d exceeds the model's context of %d (max_position_embeddings)"
                                .formatted(position, rotary.positions()));
            }
        }
        return new Pass(Tape.off(), batch, positions, rotary, Telemetry.of(config), 0, memory);
    }

    /// {@return the angles of all positions}
    public Rotary rotary() {
        return rotary;
    }

    /// {@return the table of the vocabulary's vectors, [V, D]}
    public Parameter embedding() {
        return embedding;
    }

    /// {@return the gain after the last layer, [D]}
    public Parameter norm() {
        return norm;
    }

    /// {@return the projection onto the vocabulary, [V, D]}
    public Parameter head() {
        return head;
    }

    private Variable hidden(Pass pass, Recompute recompute) {
        Tape tape = pass.tape();
        Variable x = Embedding.apply(tape, pass.batch().tokens(), embedding);
        for (Block layer : layers) {
            Variable input = x;
            x =
                    switch (recompute) {
                        case NONE -> layer.forward(pass, input);
                        case LAYER -> recomputed(pass, layer, input);
                    };
        }
        return Norm.apply(tape, x, norm, config.rmsNormEps());
    }

    /// The first run reports; the second, on the way back, reports to nobody.
    private Variable recomputed(Pass pass, Block layer, Variable input) {
        return pass.tape()
                .recompute(
                        input,
                        (tape, x) -> {
                            Telemetry telemetry =
                                    tape.isRecording() ? Telemetry.of(config) : pass.telemetry();
                            return layer.forward(pass.with(tape, telemetry), x);
                        });
    }

    @Override
    public void close() {
        weights.values().forEach(Tensor::close);
        parameters().forEach(Parameter::close);
        layers.forEach(Block::closeBias);
    }
}
