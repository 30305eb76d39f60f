package dev.baltoro.model.bert;

import dev.baltoro.tensor.Tensor;
import dev.baltoro.text.tokenizer.WordPiece;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// all-MiniLM-L6-v2 (Reimers and Gurevych 2019; Wang et al. 2020; Apache License 2.0) from the
/// class path, to be trained further: 6 layers, 384 numbers a token, learned on a billion pairs of
/// sentences. Its weights of 8 bits are taken as what they stand for.
///
/// @param tokens its vocabulary
public record MiniLm(BertEncoder encoder, WordPiece tokens) {
    private static final String NAME = "all-minilm-l6-v2-q";
    private static final int HEADS = 12;
    private static final String QUERY = "attention/self/query";

    /// {@return the model; empty if its archive is not on the class path}
    ///
    /// @throws IOException if it is there and cannot be read
    public static Optional<MiniLm> load() throws IOException {
        Optional<byte[]> model = resource(NAME + ".onnx");
        Optional<byte[]> vocabulary = resource(NAME + "-tokenizer.json");
        if (model.isEmpty() || vocabulary.isEmpty()) {
            return Optional.empty();
        }
        OnnxWeights weights = OnnxWeights.read(model.get());
        List<BertLayer> layers = new ArrayList<>();
        while (weights.get(product(layers.size(), QUERY)).isPresent()) {
            layers.add(layer(weights, layers.size()));
        }
        BertEncoder encoder =
                new BertEncoder(
                        values(weights, "embeddings.word_embeddings.weight"),
                        values(weights, "embeddings.position_embeddings.weight"),
                        values(weights, "embeddings.token_type_embeddings.weight"),
                        values(weights, "embeddings.LayerNorm.weight"),
                        values(weights, "embeddings.LayerNorm.bias"),
                        layers,
                        HEADS);
        return Optional.of(new MiniLm(encoder, WordPiece.read(vocabulary.get())));
    }

    private static Optional<byte[]> resource(String name) throws IOException {
        try (InputStream in = ClassLoader.getSystemResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }

    private static BertLayer layer(OnnxWeights weights, int layer) throws IOException {
        String self = "attention.self.";
        return new BertLayer(
                Tensor.cat(
                        0,
                        List.of(
                                matrix(weights, layer, QUERY),
                                matrix(weights, layer, "attention/self/key"),
                                matrix(weights, layer, "attention/self/value"))),
                Tensor.cat(
                        0,
                        List.of(
                                vector(weights, layer, self + "query.bias"),
                                vector(weights, layer, self + "key.bias"),
                                vector(weights, layer, self + "value.bias"))),
                matrix(weights, layer, "attention/output/dense"),
                vector(weights, layer, "attention.output.dense.bias"),
                vector(weights, layer, "attention.output.LayerNorm.weight"),
                vector(weights, layer, "attention.output.LayerNorm.bias"),
                matrix(weights, layer, "intermediate/dense"),
                vector(weights, layer, "intermediate.dense.bias"),
                matrix(weights, layer, "output/dense"),
                vector(weights, layer, "output.dense.bias"),
                vector(weights, layer, "output.LayerNorm.weight"),
                vector(weights, layer, "output.LayerNorm.bias"));
    }

    private static String product(int layer, String node) {
        return "/encoder/layer.%d/%s/MatMul".formatted(layer, node);
    }

    /// {@return a matrix as [outputs, inputs]; the file has it the other way round}
    private static Tensor matrix(OnnxWeights weights, int layer, String node) throws IOException {
        OnnxWeights.Weight weight = weight(weights, product(layer, node));
        int in = weight.shape().getFirst();
        int out = weight.shape().getLast();
        float[] turned = new float[weight.values().length];
        for (int i = 0; i < in; i++) {
            for (int o = 0; o < out; o++) {
                turned[o * in + i] = weight.values()[i * out + o];
            }
        }
        return Tensor.of(turned, out, in);
    }

    private static Tensor vector(OnnxWeights weights, int layer, String name) throws IOException {
        float[] values = values(weights, "encoder.layer.%d.%s".formatted(layer, name));
        return Tensor.of(values, values.length);
    }

    private static float[] values(OnnxWeights weights, String name) throws IOException {
        return weight(weights, name).values();
    }

    private static OnnxWeights.Weight weight(OnnxWeights weights, String name) throws IOException {
        return weights.get(name).orElseThrow(() -> new IOException(NAME + ".onnx has no " + name));
    }
}
