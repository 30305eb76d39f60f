"""Writes one random K2-shaped model twice: as a Hugging Face folder and as a GGUF file for llama.cpp.

    python tools/peers/make_serving_model.py OUT --shape 221m --gguf bf16 --gguf q8_0

OUT/hf gets fp32 weights that transformers and Baltoro load, OUT/SHAPE-TYPE.gguf one file for each --gguf type (f32,
bf16, q8_0). The seed fixes every weight, so a repeated command writes the same model. There is no real tokenizer: the
benchmarks feed token ids. Needs torch, transformers, gguf.

In the GGUF file (architecture deepseek2) matrices carry the type asked for; norms, selection biases and the router
stay in f32. kv_b_proj is cut into its key and value halves, the key half transposed, which is what llama.cpp's
absorbed attention multiplies by.
"""
import argparse
from pathlib import Path

import gguf
import numpy
import torch
from transformers import DeepseekV3Config, DeepseekV3ForCausalLM

SHAPES = {
    "8m": dict(
        hidden_size=256, num_hidden_layers=4, num_attention_heads=4, q_lora_rank=128, kv_lora_rank=64,
        qk_nope_head_dim=32, qk_rope_head_dim=16, v_head_dim=32, n_routed_experts=16, num_experts_per_tok=4,
        moe_intermediate_size=128, intermediate_size=512, vocab_size=4096),
    "221m": dict(
        hidden_size=512, num_hidden_layers=8, num_attention_heads=8, q_lora_rank=256, kv_lora_rank=128,
        qk_nope_head_dim=64, qk_rope_head_dim=32, v_head_dim=64, n_routed_experts=64, num_experts_per_tok=8,
        moe_intermediate_size=256, intermediate_size=1536, vocab_size=32768),
}
ALIKE = dict(
    n_shared_experts=1, n_group=1, topk_group=1, first_k_dense_replace=1, norm_topk_prob=True, routed_scaling_factor=2.827,
    max_position_embeddings=8192, rms_norm_eps=1e-6, rope_theta=50000.0, rope_interleave=True, tie_word_embeddings=False)
TYPES = {"f32": None, "bf16": gguf.GGMLQuantizationType.BF16, "q8_0": gguf.GGMLQuantizationType.Q8_0}


def random_model(shape, seed):
    """Activations near unit size: products by matrices of variance 1/columns."""
    size = SHAPES[shape]["vocab_size"]
    config = DeepseekV3Config(
        **SHAPES[shape], **ALIKE, num_key_value_heads=SHAPES[shape]["num_attention_heads"],
        bos_token_id=size - 3, eos_token_id=size - 2, pad_token_id=size - 1)
    model = DeepseekV3ForCausalLM(config).eval()
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.ndim > 1:
                weight.normal_(0, 0.02 if "embed_tokens" in name else weight.shape[-1] ** -0.5, generator=generator)
        for name, bias in model.named_buffers():
            if name.endswith("e_score_correction_bias"):
                bias.normal_(0, 0.01, generator=generator)
    return model


def gguf_tensors(model):
    """Pairs of llama.cpp's tensor name and the weight."""
    config, weights = model.config, model.state_dict()
    yield "token_embd.weight", weights["model.embed_tokens.weight"]
    yield "output_norm.weight", weights["model.norm.weight"]
    yield "output.weight", weights["lm_head.weight"]
    plain = {
        "input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm",
        "self_attn.q_a_proj": "attn_q_a", "self_attn.q_a_layernorm": "attn_q_a_norm", "self_attn.q_b_proj": "attn_q_b",
        "self_attn.kv_a_proj_with_mqa": "attn_kv_a_mqa", "self_attn.kv_a_layernorm": "attn_kv_a_norm",
        "self_attn.o_proj": "attn_output",
        "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down", "mlp.gate": "ffn_gate_inp",
        "mlp.shared_experts.gate_proj": "ffn_gate_shexp", "mlp.shared_experts.up_proj": "ffn_up_shexp",
        "mlp.shared_experts.down_proj": "ffn_down_shexp"}
    for layer in range(config.num_hidden_layers):
        here, there = f"model.layers.{layer}.", f"blk.{layer}."
        for theirs, ours in plain.items():
            weight = weights.get(f"{here}{theirs}.weight")
            if weight is not None:
                yield f"{there}{ours}.weight", weight
        both = weights[here + "self_attn.kv_b_proj.weight"].unflatten(0, (config.num_attention_heads, -1))
        key, value = both.split([config.qk_nope_head_dim, config.v_head_dim], 1)
        yield there + "attn_k_b.weight", key.transpose(1, 2)
        yield there + "attn_v_b.weight", value
        if layer >= config.first_k_dense_replace:
            gate, up = weights[here + "mlp.experts.gate_up_proj"].chunk(2, 1)
            yield there + "ffn_gate_exps.weight", gate
            yield there + "ffn_up_exps.weight", up
            yield there + "ffn_down_exps.weight", weights[here + "mlp.experts.down_proj"]
            yield there + "exp_probs_b.bias", weights[here + "mlp.gate.e_score_correction_bias"]


def byte_alphabet():
    """The 256 characters by which byte-level vocabularies spell bytes: printable Latin-1 as itself, others from U+0100 on."""
    printable = {*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)}
    others = iter(range(0x100, 0x200))
    return [chr(byte if byte in printable else next(others)) for byte in range(256)]


def write_gguf(model, path, name, kind):
    c = model.config
    file = gguf.GGUFWriter(path, "deepseek2")
    file.add_name(name)
    file.add_context_length(c.max_position_embeddings)
    file.add_embedding_length(c.hidden_size)
    file.add_block_count(c.num_hidden_layers)
    file.add_feed_forward_length(c.intermediate_size)
    file.add_expert_feed_forward_length(c.moe_intermediate_size)
    file.add_head_count(c.num_attention_heads)
    file.add_head_count_kv(1)  # the latent is shared by all heads
    file.add_q_lora_rank(c.q_lora_rank)
    file.add_kv_lora_rank(c.kv_lora_rank)
    file.add_key_length(c.kv_lora_rank + c.qk_rope_head_dim)
    file.add_value_length(c.kv_lora_rank)
    file.add_key_length_mla(c.qk_nope_head_dim + c.qk_rope_head_dim)
    file.add_value_length_mla(c.v_head_dim)
    file.add_rope_dimension_count(c.qk_rope_head_dim)
    file.add_rope_freq_base(ALIKE["rope_theta"])
    file.add_layer_norm_rms_eps(c.rms_norm_eps)
    file.add_leading_dense_block_count(c.first_k_dense_replace)
    file.add_expert_count(c.n_routed_experts)
    file.add_expert_used_count(c.num_experts_per_tok)
    file.add_expert_shared_count(c.n_shared_experts)
    file.add_expert_weights_scale(c.routed_scaling_factor)
    file.add_expert_weights_norm(c.norm_topk_prob)
    file.add_expert_gating_func(gguf.ExpertGatingFuncType.SIGMOID)
    tokens = byte_alphabet()
    tokens += [f"token{i}" for i in range(c.vocab_size - 3 - len(tokens))] + ["[BOS]", "[EOS]", "[PAD]"]
    file.add_vocab_size(c.vocab_size)
    file.add_tokenizer_model("gpt2")
    file.add_tokenizer_pre("kimi-k2")
    file.add_token_list(tokens)
    file.add_token_types([gguf.TokenType.NORMAL] * (c.vocab_size - 3) + [gguf.TokenType.CONTROL] * 3)
    file.add_bos_token_id(c.bos_token_id)
    file.add_eos_token_id(c.eos_token_id)
    file.add_add_bos_token(False)
    for tensor, weight in gguf_tensors(model):
        array = weight.detach().contiguous().numpy().astype(numpy.float32)
        if TYPES[kind] is None or array.ndim < 2 or "ffn_gate_inp" in tensor:
            file.add_tensor(tensor, array)
        else:
            file.add_tensor(tensor, gguf.quants.quantize(array, TYPES[kind]), raw_dtype=TYPES[kind])
    file.write_header_to_file()
    file.write_kv_data_to_file()
    file.write_tensors_to_file()
    file.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--shape", default="221m", choices=SHAPES)
    parser.add_argument("--gguf", action="append", default=[], choices=TYPES, help="may be repeated")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    model = random_model(options.shape, options.seed)
    (options.out / "hf").mkdir(parents=True, exist_ok=True)
    model.save_pretrained(options.out / "hf")
    print(f"{options.out / 'hf'}: {sum(p.numel() for p in model.parameters()) / 1e6:.1f} million parameters, fp32")
    for kind in options.gguf:
        path = options.out / f"{options.shape}-{kind}.gguf"
        write_gguf(model, path, options.shape, kind)
        print(f"{path}: {path.stat().st_size / 2**20:.0f} MiB")


if __name__ == "__main__":
    main()
