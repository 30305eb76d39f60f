package dev.baltoro.cli.bench;

/// The shape that published comparisons of training speed use: 8.0M parameters.
final class PeerShape {
    static final String JSON =
            """
            {"model_type": "deepseek_v3", "vocab_size": 4096, "hidden_size": 256,
             "intermediate_size": 512, "moe_intermediate_size": 128, "num_hidden_layers": 4,
             "num_attention_heads": 4, "num_key_value_heads": 4, "n_shared_experts": 1,
             "n_routed_experts": 16, "num_experts_per_tok": 4, "routed_scaling_factor": 2.827,
             "q_lora_rank": 128, "kv_lora_rank": 64, "qk_nope_head_dim": 32,
             "qk_rope_head_dim": 16, "v_head_dim": 32, "n_group": 1, "topk_group": 1,
             "first_k_dense_replace": 1, "norm_topk_prob": true, "rope_theta": 50000.0,
             "max_position_embeddings": 4096, "rms_norm_eps": 1e-6, "aux_loss_alpha": 0.001,
             "initializer_range": 0.02, "tie_word_embeddings": false}
            """;

    private PeerShape() {}
}
