package dev.baltoro.model;

import dev.baltoro.tensor.Tensor;

/// Where a forward pass leaves what attention needs of its tokens later, and finds that of the
/// tokens before them: each layer's normalised latent and turned rotary key.
///
/// A pass that begins after a context has one row.
public interface LatentMemory {
    /// Leaves nothing and finds nothing: training and evaluation.
    LatentMemory NONE =
            new LatentMemory() {
                @Override
                public int context() {
                    return 0;
                }

                @Override
                public void store(int layer, Tensor latent_TR, Tensor keyRope_TX) {}

                @Override
                public Context context(int layer) {
                    throw new IllegalStateException("there is no context");
                }
            };

    /// What is known of the tokens before the pass.
    ///
    /// @param latent_PR normalised latents, [P, kv_lora_rank], fp32 or the dtype that the model
    ///   computes in
    /// @param keyRope_PX turned rotary keys, [P, qk_rope_head_dim], fp32
    record Context(Tensor latent_PR, Tensor keyRope_PX) {}

    /// {@return P, the tokens before the pass}
    int context();

    /// Takes what one layer made of the pass's tokens.
    ///
    /// @param latent_TR normalised latents, [T, kv_lora_rank]
    /// @param keyRope_TX turned rotary keys, [T, qk_rope_head_dim]; perhaps not contiguous
    void store(int layer, Tensor latent_TR, Tensor keyRope_TX);

    /// {@return what one layer made of the tokens before; asked for only if there are any}
    Context context(int layer);
}
