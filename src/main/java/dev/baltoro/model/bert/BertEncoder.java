package dev.baltoro.model.bert;

import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.safetensors.Content;
import dev.baltoro.tensor.safetensors.SafetensorsFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// An encoder of BERT's architecture (Devlin et al. 2019). Its layers can be trained; the
/// embeddings stay as they are, so that words which no example has keep their place among those
/// that examples have.
///
/// @param words [V, D]
/// @param positions [P, D]
/// @param types [2, D]
/// @param gain of the embeddings' norm, [D]
/// @param bias of the same
/// @param layers first to last
/// @param heads of attention
public record BertEncoder(
        float[] words,
        float[] positions,
        float[] types,
        float[] gain,
        float[] bias,
        List<BertLayer> layers,
        int heads) {
    private static final String HEADS = "bert.heads";

    public BertEncoder {
        layers = List.copyOf(layers);
        if (heads < 1 || gain.length % heads != 0) {
            throw new IllegalArgumentException(
                    "width %d is no multiple of %d heads".formatted(gain.length, heads));
        }
    }

    /// {@return D, numbers of a token's state}
    public int width() {
        return gain.length;
    }

    /// {@return P, tokens of a text at most}
    public int positionsMax() {
        return positions.length / width();
    }

    /// States, and what goes back through them.
    ///
    /// @param states [T, D]
    public record Pass(float[] states, BertBatch batch, List<BertLayer.Trace> traces) {}

    /// {@return the tokens' states}
    ///
    /// On a platform thread: it computes with tensors.
    ///
    /// @throws IllegalArgumentException if a text is longer than there are positions
    public Pass forward(BertBatch batch) {
        float[] x = embedded(batch);
        List<BertLayer.Trace> traces = new ArrayList<>();
        for (BertLayer layer : layers) {
            BertLayer.Trace trace = layer.forward(x, batch, heads);
            traces.add(trace);
            x = trace.done().y();
        }
        return new Pass(x, batch, traces);
    }

    private float[] embedded(BertBatch batch) {
        int width = width();
        float[] sum = new float[batch.tokens() * width];
        for (int text = 0; text < batch.texts(); text++) {
            if (batch.length(text) > positionsMax()) {
                throw new IllegalArgumentException(
                        "a text has %d tokens, at most %d are read"
                                .formatted(batch.length(text), positionsMax()));
            }
            for (int t = 0; t < batch.length(text); t++) {
                int row = batch.starts()[text] + t;
                int word = batch.ids()[row] * width;
                int type = batch.types()[row] * width;
                for (int i = 0; i < width; i++) {
                    sum[row * width + i] =
                            words[word + i] + positions[t * width + i] + types[type + i];
                }
            }
        }
        return RowNorm.forward(sum, gain, bias).y();
    }

    /// Adds to the gradients of the last layers.
    ///
    /// @param dstates gradient of the states, [T, D]
    /// @param gradients one for each of the last layers, in their order; what is before them stays
    ///   as it is
    public void backward(float[] dstates, Pass pass, List<BertLayer> gradients) {
        float[] dy = dstates;
        int first = layers.size() - gradients.size();
        for (int i = layers.size() - 1; i >= first; i--) {
            BertLayer into = gradients.get(i - first);
            dy = layers.get(i).backward(dy, pass.traces.get(i), pass.batch, heads, into);
        }
    }

    /// {@return the weights under the names of [#read]}
    public List<Content> contents() {
        List<Content> contents = new ArrayList<>();
        contents.add(Content.of("bert.words", Tensor.of(words, words.length / width(), width())));
        contents.add(Content.of("bert.positions", Tensor.of(positions, positionsMax(), width())));
        contents.add(Content.of("bert.types", Tensor.of(types, types.length / width(), width())));
        contents.add(Content.of("bert.norm.weight", Tensor.of(gain, width())));
        contents.add(Content.of("bert.norm.bias", Tensor.of(bias, width())));
        for (int i = 0; i < layers.size(); i++) {
            for (int k = 0; k < BertLayer.NAMES.size(); k++) {
                contents.add(Content.of(name(i, k), layers.get(i).all().get(k)));
            }
        }
        return contents;
    }

    /// {@return what a file of [#contents] says beside them}
    public Map<String, String> metadata() {
        return Map.of(HEADS, Integer.toString(heads));
    }

    private static String name(int layer, int weight) {
        return "bert.layers.%d.%s".formatted(layer, BertLayer.NAMES.get(weight));
    }

    /// {@return the encoder of a file}
    ///
    /// @throws dev.baltoro.tensor.safetensors.SafetensorsException if a weight is not in it
    /// @throws IllegalArgumentException if the rest does not fit
    public static BertEncoder read(SafetensorsFile file) {
        List<BertLayer> layers = new ArrayList<>();
        while (file.tensors().containsKey(name(layers.size(), 0))) {
            List<Tensor> all = new ArrayList<>();
            for (int k = 0; k < BertLayer.NAMES.size(); k++) {
                Tensor stored = file.tensor(name(layers.size(), k));
                all.add(Tensor.of(stored.toFloats(), stored.shape()));
            }
            layers.add(BertLayer.of(all));
        }
        return new BertEncoder(
                file.tensor("bert.words").toFloats(),
                file.tensor("bert.positions").toFloats(),
                file.tensor("bert.types").toFloats(),
                file.tensor("bert.norm.weight").toFloats(),
                file.tensor("bert.norm.bias").toFloats(),
                layers,
                Integer.parseInt(file.metadata().getOrDefault(HEADS, "")));
    }
}
