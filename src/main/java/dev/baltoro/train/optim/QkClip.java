package dev.baltoro.train.optim;

import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.LatentAttention;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;

/// Scales back the heads whose largest attention logit passed τ (K2 report, Algorithm 1, lines
/// 11–17).
///
/// With γ = τ / max(S, τ), the head's q^C and k^C rows are multiplied by √γ, its q^R rows by γ; the
/// rotary key is shared by all heads and stays, so the head's logits are multiplied by exactly γ.
/// Values are not touched. Works on the fp32 masters, after the optimizer's step; S comes from that
/// step's own forward passes.
public final class QkClip {
    private QkClip() {}

    /// Clips all heads of `model` and returns how many were scaled.
    ///
    /// @param maxLogit_LH each layer's and head's largest softmax input
    public static int apply(K2Model model, float[][] maxLogit_LH, double tau) {
        int clipped = 0;
        for (LatentAttention attention : model.layers().stream().map(l -> l.attention()).toList()) {
            float[] heads = maxLogit_LH[attention.index()];
            for (int head = 0; head < heads.length; head++) {
                double gamma = gamma(heads[head], tau);
                if (gamma < 1) {
                    scale(model.config(), attention, head, gamma);
                    clipped++;
                }
            }
        }
        return clipped;
    }

    /// {@return τ / max(S, τ): in (0, 1], also for negative and zero maxima}
    static double gamma(double largest, double tau) {
        return tau / Math.max(largest, tau);
    }

    private static void scale(K2Config config, LatentAttention attention, int head, double gamma) {
        try (Scope scope = Scope.open()) {
            int nope = config.qkNopeHeadDim();
            Tensor queries = attention.query().heads().master();
            long queryRow = (long) head * config.qkHeadDim();
            queries.narrow(0, queryRow, nope).mul_(Math.sqrt(gamma));
            queries.narrow(0, queryRow + nope, config.qkRopeHeadDim()).mul_(gamma);
            long keyRow = (long) head * (nope + config.vHeadDim());
            attention.kvUp().master().narrow(0, keyRow, nope).mul_(Math.sqrt(gamma));
        }
    }
}
