package dev.baltoro.model.bert;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.kernel.Gelu;
import java.util.List;

/// A layer's weights, or their gradients: attention, then a feed-forward part, each added to what
/// goes in and normalised behind it (Devlin et al. 2019).
///
/// @param qkv [3·D, D]: queries, keys, values
/// @param out [D, D]
/// @param up [F, D]
/// @param down [D, F]
public record BertLayer(
        Tensor qkv,
        Tensor qkvBias,
        Tensor out,
        Tensor outBias,
        Tensor attentionGain,
        Tensor attentionBias,
        Tensor up,
        Tensor upBias,
        Tensor down,
        Tensor downBias,
        Tensor gain,
        Tensor bias) {
    /// The names of [#all], in its order.
    static final List<String> NAMES =
            List.of(
                    "attention.qkv.weight",
                    "attention.qkv.bias",
                    "attention.out.weight",
                    "attention.out.bias",
                    "attention.norm.weight",
                    "attention.norm.bias",
                    "up.weight",
                    "up.bias",
                    "down.weight",
                    "down.bias",
                    "norm.weight",
                    "norm.bias");

    static BertLayer of(List<Tensor> all) {
        return new BertLayer(
                all.get(0),
                all.get(1),
                all.get(2),
                all.get(3),
                all.get(4),
                all.get(5),
                all.get(6),
                all.get(7),
                all.get(8),
                all.get(9),
                all.get(10),
                all.get(11));
    }

    /// {@return the tensors in their order}
    public List<Tensor> all() {
        return List.of(
                qkv,
                qkvBias,
                out,
                outBias,
                attentionGain,
                attentionBias,
                up,
                upBias,
                down,
                downBias,
                gain,
                bias);
    }

    /// {@return zeros of the same shapes}
    public BertLayer zeros() {
        return of(
                all().stream()
                        .map(each -> Tensor.zeros(DType.F32, Device.CPU, each.shape()))
                        .toList());
    }

    /// What goes back through a layer.
    record Trace(
            float[] x,
            float[] qkv,
            float[][] shares,
            float[] taken,
            RowNorm.Normed attended,
            float[] up,
            RowNorm.Normed done) {}

    Trace forward(float[] x, BertBatch batch, int heads) {
        float[] projected = Dense.forward(x, qkv, qkvBias);
        float[][] shares = new float[batch.texts()][];
        float[] taken = FullAttention.forward(projected, batch, heads, shares);
        float[] sum = Dense.forward(taken, out, outBias);
        add(sum, x);
        RowNorm.Normed attended =
                RowNorm.forward(sum, attentionGain.toFloats(), attentionBias.toFloats());
        float[] raised = Dense.forward(attended.y(), up, upBias);
        float[] whole = Dense.forward(Gelu.forward(raised), down, downBias);
        add(whole, attended.y());
        RowNorm.Normed done = RowNorm.forward(whole, gain.toFloats(), bias.toFloats());
        return new Trace(x, projected, shares, taken, attended, raised, done);
    }

    /// {@return the gradient of what went in; adds the weights' to `gradients`}
    float[] backward(float[] dy, Trace trace, BertBatch batch, int heads, BertLayer gradients) {
        float[] whole =
                RowNorm.backward(dy, trace.done, gain.toFloats(), gradients.gain, gradients.bias);
        float[] raised =
                Dense.backward(
                        whole, Gelu.forward(trace.up), down, gradients.down, gradients.downBias);
        Gelu.backward(raised, trace.up);
        float[] attended =
                Dense.backward(raised, trace.attended.y(), up, gradients.up, gradients.upBias);
        add(attended, whole);
        float[] sum =
                RowNorm.backward(
                        attended,
                        trace.attended,
                        attentionGain.toFloats(),
                        gradients.attentionGain,
                        gradients.attentionBias);
        float[] taken = Dense.backward(sum, trace.taken, out, gradients.out, gradients.outBias);
        float[] projected = FullAttention.backward(taken, trace.qkv, batch, heads, trace.shares);
        float[] dx = Dense.backward(projected, trace.x, qkv, gradients.qkv, gradients.qkvBias);
        add(dx, sum);
        return dx;
    }

    private static void add(float[] sum, float[] other) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other[i];
        }
    }
}
