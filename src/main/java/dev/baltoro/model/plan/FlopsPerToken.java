package dev.baltoro.model.plan;

import dev.baltoro.model.K2Config;

/// Floating-point operations that one token costs, a multiply-add counted as two.
///
/// With N the weights a token is multiplied with ([ModelAccount#multipliedByToken]), L layers, H
/// heads, S the sequence length, d_qk and d_v the widths of a head, c the latent's and r the rotary
/// width:
///
/// - forward = 2N + L · 2H(d_qk + d_v) · (S + 1) / 2: a token of a causal sequence sees (S + 1) / 2
///   positions on average, and each costs one query-key and one weight-value product a head;
/// - training = 3 · forward: the backward pass takes two products for each one of the forward pass
///   (nothing recomputed);
/// - decode = 2N + L · 2H(2c + r) · S: the last token of S, with keys and values read from the
///   latent cache (the up-projections are absorbed into query and output; they cost the same 2N).
///
/// Softmax, norms and the rotation are left out: together they are less than a hundredth.
///
/// @param sequenceLength S
/// @param forward a token of a prompt or of a training sequence, forward only
/// @param training the same with the backward pass
/// @param decode one generated token at context S
public record FlopsPerToken(int sequenceLength, long forward, long training, long decode) {

    /// {@return the costs for a model of that shape and account}
    public static FlopsPerToken of(K2Config config, ModelAccount account, int sequenceLength) {
        long products = 2 * account.multipliedByToken();
        long headsOfAllLayers = (long) config.numHiddenLayers() * config.numAttentionHeads();
        long positionOfForward = headsOfAllLayers * (config.qkHeadDim() + config.vHeadDim());
        long positionOfDecode =
                headsOfAllLayers * 2 * (2L * config.kvLoraRank() + config.qkRopeHeadDim());
        // 2 products a multiply-add and half the positions cancel each other.
        long forward = products + positionOfForward * (sequenceLength + 1L);
        long decode = products + positionOfDecode * sequenceLength;
        return new FlopsPerToken(sequenceLength, forward, 3 * forward, decode);
    }
}
