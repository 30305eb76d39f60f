package dev.baltoro.model.bert;

import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.kernel.SoftmaxRows;

/// Every token of a text attends to every other (Vaswani et al. 2017), text by text.
final class FullAttention {
    private FullAttention() {}

    /// {@return what each token takes from its text, [T, D]}
    ///
    /// @param qkv [T, 3·D]: queries, keys and values, each head behind the other
    /// @param shares is filled: for each text what [#backward] needs, [H, n, n]
    static float[] forward(float[] qkv, BertBatch batch, int heads, float[][] shares) {
        int width = qkv.length / batch.tokens() / 3;
        float[] out = new float[batch.tokens() * width];
        float scale = (float) (1 / Math.sqrt((double) width / heads));
        for (int text = 0; text < batch.texts(); text++) {
            int n = batch.length(text);
            try (Scope scope = Scope.open()) {
                Tensor q = part(qkv, batch, text, heads, 0);
                Tensor k = part(qkv, batch, text, heads, 1);
                Tensor v = part(qkv, batch, text, heads, 2);
                float[] share = q.bmm(k.transpose(1, 2)).toFloats();
                SoftmaxRows.forward(share, n, scale);
                shares[text] = share;
                scatter(
                        Tensor.of(share, heads, n, n).bmm(v).toFloats(),
                        batch.starts()[text],
                        n,
                        heads,
                        out,
                        width,
                        0);
            }
        }
        return out;
    }

    /// {@return the gradient of `qkv`}
    static float[] backward(float[] dy, float[] qkv, BertBatch batch, int heads, float[][] shares) {
        int width = dy.length / batch.tokens();
        float scale = (float) (1 / Math.sqrt((double) width / heads));
        float[] out = new float[qkv.length];
        for (int text = 0; text < batch.texts(); text++) {
            int n = batch.length(text);
            int start = batch.starts()[text];
            try (Scope scope = Scope.open()) {
                Tensor q = part(qkv, batch, text, heads, 0);
                Tensor k = part(qkv, batch, text, heads, 1);
                Tensor v = part(qkv, batch, text, heads, 2);
                Tensor d =
                        Tensor.of(gather(dy, start, n, heads, width, 0), heads, n, width / heads);
                Tensor share = Tensor.of(shares[text], heads, n, n);
                float[] slopes = d.bmm(v.transpose(1, 2)).toFloats();
                SoftmaxRows.backward(slopes, shares[text], n, scale);
                Tensor slope = Tensor.of(slopes, heads, n, n);
                scatter(slope.bmm(k).toFloats(), start, n, heads, out, 3 * width, 0);
                scatter(
                        slope.transpose(1, 2).bmm(q).toFloats(),
                        start,
                        n,
                        heads,
                        out,
                        3 * width,
                        width);
                scatter(
                        share.transpose(1, 2).bmm(d).toFloats(),
                        start,
                        n,
                        heads,
                        out,
                        3 * width,
                        2 * width);
            }
        }
        return out;
    }

    private static Tensor part(float[] qkv, BertBatch batch, int text, int heads, int which) {
        int width = qkv.length / batch.tokens() / 3;
        int n = batch.length(text);
        float[] values =
                gather(qkv, batch.starts()[text], n, heads, 3 * width, which * width, width);
        return Tensor.of(values, heads, n, width / heads);
    }

    private static float[] gather(
            float[] rows, int start, int n, int heads, int width, int column) {
        return gather(rows, start, n, heads, width, column, width);
    }

    /// {@return some columns of some rows, head by head}
    private static float[] gather(
            float[] rows, int start, int n, int heads, int stride, int column, int width) {
        int each = width / heads;
        float[] out = new float[n * width];
        for (int head = 0; head < heads; head++) {
            for (int t = 0; t < n; t++) {
                System.arraycopy(
                        rows,
                        (start + t) * stride + column + head * each,
                        out,
                        (head * n + t) * each,
                        each);
            }
        }
        return out;
    }

    private static void scatter(
            float[] values, int start, int n, int heads, float[] rows, int stride, int column) {
        int each = values.length / n / heads;
        for (int head = 0; head < heads; head++) {
            for (int t = 0; t < n; t++) {
                System.arraycopy(
                        values,
                        (head * n + t) * each,
                        rows,
                        (start + t) * stride + column + head * each,
                        each);
            }
        }
    }
}
