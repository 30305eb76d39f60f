package dev.baltoro.model;

import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// Fresh weights with an induction circuit in the first two layers (Olsson et al. 2022), so that a
/// small model copies from its first step on and need not find out how.
///
/// Two heads of layer 0 look one and two tokens back, by their rotary part alone, and write what
/// they see into columns of the residual stream that embeddings leave free. Two heads of layer 1
/// look for places that such a pair of tokens stands before, and write what stands there in the
/// direction of its own embedding, which is that of its score. All of it is trained on like any
/// other weight.
///
/// Letters: M columns of a token's code, D hidden.
final class CopyingWeights implements WeightSource {
    /// Heads of a layer that take part.
    private static final int HEADS = 2;

    /// A token's constant part, in deviations: what heads that look at positions alone read.
    private static final float CONSTANT = 4;

    /// Rotary pairs that tell neighbours apart; slower ones only add to the logits.
    private static final int PAIRS = 6;

    /// Logit of the place looked for over the mean of others, per pair.
    private static final double POSITION = 6;

    /// Logits of a place that the same token stands before, and the same one before that.
    private static final double MATCH = 8;

    private static final double MATCH_BEFORE = 5;

    /// What a copy adds, beside an embedding.
    private static final float COPY = 4;

    private final K2Config config;
    private final RandomWeights usual;
    private final Seed seed;
    private final int codes;
    private final int hidden;
    private final float deviation;

    private CopyingWeights(K2Config config, Seed seed) {
        this.config = config;
        this.seed = seed;
        this.usual = new RandomWeights(seed, config.initializerRange());
        this.codes = codes(config);
        this.hidden = config.hiddenSize();
        this.deviation = (float) config.initializerRange();
    }

    /// {@return such weights}
    ///
    /// @throws ConfigException naming the first key that leaves no room
    static CopyingWeights of(K2Config config, Seed seed) {
        int codes = codes(config);
        requires(config.tieWordEmbeddings(), "tie_word_embeddings true");
        requires(config.numHiddenLayers() >= 2, "num_hidden_layers of 2 at least");
        requires(config.firstKDenseReplace() >= 1, "first_k_dense_replace of 1 at least");
        requires(
                config.numAttentionHeads() >= HEADS,
                "num_attention_heads of %d at least".formatted(HEADS));
        requires(
                config.qkRopeHeadDim() >= 2 * PAIRS,
                "qk_rope_head_dim of %d at least".formatted(2 * PAIRS));
        requires(
                config.qLoraRank().orElse(0) > HEADS * codes,
                "q_lora_rank above %d".formatted(HEADS * codes));
        requires(
                config.kvLoraRank() >= 2 * HEADS * codes,
                "kv_lora_rank of %d at least".formatted(2 * HEADS * codes));
        requires(
                config.hiddenSize() >= 2 * HEADS * codes,
                "hidden_size of %d at least".formatted(2 * HEADS * codes));
        return new CopyingWeights(config, seed);
    }

    /// Entries of a token's code.
    private static int codes(K2Config config) {
        return Math.min(config.vHeadDim(), config.qkNopeHeadDim() / HEADS);
    }

    private static void requires(boolean holds, String what) {
        if (!holds) {
            throw new ConfigException("weights that copy need " + what);
        }
    }

    @Override
    public void read(WeightSpec weight, Consumer<Tensor> reader) {
        usual.read(
                weight,
                fresh -> {
                    try (Scope scope = Scope.open()) {
                        Matrix matrix = new Matrix(fresh.toFloats(), weight.sizes());
                        change(weight.name(), matrix);
                        reader.accept(Tensor.of(matrix.values, weight.sizes()));
                    }
                });
    }

    private void change(String name, Matrix w) {
        switch (name) {
            case "model.embed_tokens.weight" -> embedding(w);
            case "model.layers.0.self_attn.q_a_proj.weight" -> w.row(0).clear().set(0, 0.25f);
            case "model.layers.0.self_attn.q_b_proj.weight" -> lookBack(w);
            case "model.layers.0.self_attn.kv_a_proj_with_mqa.weight" -> {
                for (int i = 0; i < codes; i++) {
                    code(w.row(i), i);
                }
                for (int pair = 0; pair < config.qkRopeHeadDim() / 2; pair++) {
                    w.row(config.kvLoraRank() + rope(pair, 0))
                            .clear()
                            .set(0, pair < PAIRS ? turn() : 0);
                    w.row(config.kvLoraRank() + rope(pair, 1)).clear();
                }
            }
            case "model.layers.0.self_attn.kv_b_proj.weight" -> values(w, 0, 0);
            case "model.layers.0.self_attn.o_proj.weight" -> {
                for (int head = 0; head < HEADS; head++) {
                    for (int i = 0; i < config.vHeadDim(); i++) {
                        w.column(head * config.vHeadDim() + i).clear();
                    }
                }
                for (int i = 0; i < HEADS * codes; i++) {
                    w.row(1 + i).clear();
                }
                for (int head = 0; head < HEADS; head++) {
                    for (int i = 0; i < codes; i++) {
                        // a latent of unit deviation, of which the codes are the larger part
                        w.row(1 + head * codes + i)
                                .set(head * config.vHeadDim() + i, deviation / 1.5f);
                    }
                }
            }
            case "model.layers.0.mlp.down_proj.weight" -> w.clear();
            case "model.layers.1.self_attn.q_a_proj.weight" -> {
                for (int i = 0; i < codes; i++) {
                    code(w.row(i), i);
                    w.row(codes + i).clear().set(1 + i, 1);
                }
            }
            case "model.layers.1.self_attn.q_b_proj.weight" -> match(w);
            case "model.layers.1.self_attn.kv_a_proj_with_mqa.weight" -> {
                for (int i = 0; i < HEADS * codes; i++) {
                    w.row(i).clear().set(1 + i, 1);
                    code(w.row(HEADS * codes + i), codes + i);
                }
            }
            case "model.layers.1.self_attn.kv_b_proj.weight" -> {
                values(w, HEADS * codes, codes);
                for (int head = 0; head < HEADS; head++) {
                    int first = head * (config.qkNopeHeadDim() + config.vHeadDim());
                    for (int i = 0; i < config.qkNopeHeadDim(); i++) {
                        w.row(first + i).clear();
                        if (i < HEADS * codes) {
                            w.row(first + i).set(i, 1);
                        }
                    }
                }
            }
            case "model.layers.1.self_attn.o_proj.weight" -> copy(w);
            default -> {}
        }
    }

    /// A constant, room for two codes, and the token.
    private void embedding(Matrix w) {
        for (int token = 0; token < w.rows; token++) {
            Row row = w.row(token);
            row.set(0, CONSTANT * deviation);
            for (int i = 0; i < HEADS * codes; i++) {
                row.set(1 + i, 0);
            }
        }
    }

    /// Row `number` of the matrix that makes a token's code, of unit deviation.
    private void code(Row row, int number) {
        SplittableRandom random = new SplittableRandom(seed.derive("code " + number).value());
        int first = 1 + HEADS * codes;
        row.clear();
        for (int i = first; i < hidden; i++) {
            row.set(i, (float) (random.nextGaussian() / Math.sqrt(hidden - first)));
        }
    }

    /// Head h of layer 0 looks h + 1 tokens back.
    private void lookBack(Matrix w) {
        int width = config.qkHeadDim();
        double[] frequencies = RotaryEmbedding.frequencies(config);
        for (int head = 0; head < HEADS; head++) {
            for (int i = 0; i < width; i++) {
                w.row(head * width + i).clear();
            }
            int first = head * width + config.qkNopeHeadDim();
            for (int pair = 0; pair < PAIRS; pair++) {
                double angle = (head + 1) * frequencies[pair];
                w.row(first + rope(pair, 0)).set(0, (float) (turn() * Math.cos(angle)));
                w.row(first + rope(pair, 1)).set(0, (float) (-turn() * Math.sin(angle)));
            }
        }
    }

    /// Entry of queries and of keys whose product gives [#POSITION] a pair: the constant is about 3
    /// in the query's latent and 3.9 in the normalised state.
    private float turn() {
        return (float) Math.sqrt(POSITION / (RotaryEmbedding.softmaxScale(config) * 3.0 * 3.9));
    }

    private int rope(int pair, int part) {
        return config.ropeInterleave() ? 2 * pair + part : pair + part * config.qkRopeHeadDim() / 2;
    }

    /// Heads of layer 1 compare the token with what stands before a place, and the one before it
    /// too.
    private void match(Matrix w) {
        int width = config.qkHeadDim();
        double latent = 1.35 * codes * RotaryEmbedding.softmaxScale(config);
        for (int head = 0; head < HEADS; head++) {
            for (int i = 0; i < width; i++) {
                Row row = w.row(head * width + i).clear();
                if (i < codes) {
                    row.set(i, (float) (MATCH / latent));
                } else if (i < 2 * codes) {
                    row.set(i, (float) (MATCH_BEFORE / latent));
                }
            }
        }
    }

    /// Values of the circuit's heads are the latent's entries from `first` on, `step` further a
    /// head.
    private void values(Matrix w, int first, int step) {
        int width = config.qkNopeHeadDim() + config.vHeadDim();
        for (int head = 0; head < HEADS; head++) {
            for (int i = 0; i < config.vHeadDim(); i++) {
                Row row = w.row(head * width + config.qkNopeHeadDim() + i).clear();
                if (i < codes) {
                    row.set(first + head * step + i, 1);
                }
            }
        }
    }

    private void copy(Matrix w) {
        int value = config.vHeadDim();
        float scale = (float) (COPY * deviation * Math.sqrt((double) hidden / (HEADS * codes)));
        for (int head = 0; head < HEADS; head++) {
            for (int i = 0; i < value; i++) {
                w.column(head * value + i).clear();
            }
            for (int i = 0; i < codes; i++) {
                Row direction = new Matrix(new float[hidden], new long[] {1, hidden}).row(0);
                code(direction, codes + head * codes + i);
                for (int d = 0; d < hidden; d++) {
                    w.row(d).set(head * value + i, scale * direction.get(d));
                }
            }
        }
    }

    /// Rows of floats.
    private static final class Matrix {
        final float[] values;
        final int rows;
        final int columns;

        Matrix(float[] values, long[] sizes) {
            this.values = values;
            this.rows = Math.toIntExact(sizes[0]);
            this.columns = values.length / rows;
        }

        Row row(int number) {
            return new Row(this, number * columns, 1, columns);
        }

        Row column(int number) {
            return new Row(this, number, columns, rows);
        }

        void clear() {
            java.util.Arrays.fill(values, 0);
        }
    }

    /// A row, or a column.
    private record Row(Matrix matrix, int first, int step, int length) {
        Row clear() {
            for (int i = 0; i < length; i++) {
                set(i, 0);
            }
            return this;
        }

        Row set(int at, float value) {
            matrix.values[first + at * step] = value;
            return this;
        }

        float get(int at) {
            return matrix.values[first + at * step];
        }
    }
}
