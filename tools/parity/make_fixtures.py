"""Makes the golden fixtures under src/test/resources/parity from transformers' DeepseekV3ForCausalLM.

    python tools/parity/make_fixtures.py [--out src/test/resources/parity]

One folder a family of configurations. It is a Hugging Face model folder (`config.json` and `model.safetensors`
byte for byte as `save_pretrained` wrote them; `config-old.json` is the same configuration in the old form) plus
`expected.safetensors`:

    ids               I64 [2, 24]       two sequences, each starting at position 0
    logprobs          F32 [2, 23]       ln p(ids[:, i+1] | ids[:, :i+1])
    argmax            I64 [2, 24]       most likely next token after every position
    loss              F32 [1]           -mean(logprobs)
    hidden.I          F32 [2, 24, D]    residual stream: 0 the embedding, I after layer I-1 (before the last norm)
    attention_max     F32 [L, H]        largest softmax input (scaled logit) over sequences and causal positions
    experts.LAYER     I64 [48, K]       selected experts of each token, ascending
    grad.NAME         F32               gradient of loss for the tensor NAME of model.safetensors; stacked expert
                                        gradients are split into the matrices on disk. The selection bias has none.

The weights are far from the usual initialisation (norm gains in 0.5..1.5, selection biases of either sign,
sharp attention) so that a mistake shows. Two things are asserted before anything is written:
 - reference.py, an independent double-precision writing of the equations, agrees on all of the above;
 - each of a list of plausible mistakes, put into reference.py, moves some log-probability by more than 100 times
   the tolerance, in at least one family. Which family shows which mistake is printed.
No top-k choice is closer than MIN_MARGIN, so rounding cannot flip an expert.

What transformers 5.18 does, where sources differ:
 - groups that a token may not use are masked with -inf (older versions wrote 0.0, which wins over negative
   biased scores); group score = sum of the two best biased scores of the group;
 - the selection bias only selects; weights are raw sigmoids, normalised by (sum + 1e-20) if norm_topk_prob, then
   scaled by routed_scaling_factor in either case;
 - softmax scale = qk_head_dim^-0.5 * mscale(factor, mscale_all_dim)^2 whenever rope_type is not "default" and
   mscale_all_dim is neither 0 nor absent; independent of sequence length;
 - cos and sin are multiplied by attention_factor if given, else mscale(factor, mscale)/mscale(factor,
   mscale_all_dim) if both are non-zero, else mscale(factor, 1). It multiplies rotary query and rotary key, so the
   rotary part of the logit gets its square;
 - the norms of the two latents have epsilon 1e-6 whatever rms_norm_eps says;
 - the interleaved rotation leaves its result de-interleaved (all first, then all second halves), for query and
   key alike, so logits are those of the in-place rotation;
 - experts live stacked ([E, 2F, D] gate over up, [E, D, F]) and are written one matrix each.
"""
import argparse
import json
import os
import shutil
import sys
import tempfile

import torch
import transformers
from safetensors.torch import load_file, save_file
from transformers import DeepseekV3Config, DeepseekV3ForCausalLM
from transformers.models.deepseek_v3 import modeling_deepseek_v3 as hf

import reference

TOLERANCE = 3e-5  # largest |log-probability - reference| accepted here; fp32 rounding reaches 1.3e-5
GRADIENT_TOLERANCE = 1e-4  # of the largest entry of the tensor's gradient
MIN_MARGIN = 1e-3  # smallest distance between a chosen and an unchosen expert or group
SEQUENCES, LENGTH = 2, 24

BASE = dict(
    vocab_size=80, hidden_size=32, intermediate_size=32, moe_intermediate_size=8, num_hidden_layers=2,
    first_k_dense_replace=1, num_attention_heads=4, num_key_value_heads=4, q_lora_rank=16, kv_lora_rank=16,
    qk_nope_head_dim=16, qk_rope_head_dim=8, v_head_dim=8, n_routed_experts=8, num_experts_per_tok=2,
    n_shared_experts=1, n_group=1, topk_group=1, norm_topk_prob=True, routed_scaling_factor=2.827,
    rms_norm_eps=1e-6, rope_interleave=True, max_position_embeddings=512, tie_word_embeddings=False,
    num_mtp_layers=0, bos_token_id=1, eos_token_id=2,
)


def yarn(theta, factor, original, beta_fast, beta_slow, mscale=1.0, mscale_all_dim=1.0):
    return dict(
        rope_type="yarn", rope_theta=theta, factor=factor, original_max_position_embeddings=original,
        beta_fast=beta_fast, beta_slow=beta_slow, mscale=mscale, mscale_all_dim=mscale_all_dim,
    )


def plain(theta):
    return dict(rope_type="default", rope_theta=theta)


# Per family: what differs from BASE, and the range of the selection biases.
FAMILIES = {
    # K2: no groups, YaRN with beta_fast = beta_slow = 1, so frequency 0 is kept and the others are divided.
    "kimi_k2": (dict(num_hidden_layers=3, num_experts_per_tok=3, rope_parameters=yarn(50000.0, 32.0, 16, 1.0, 1.0)), (-0.5, 0.5)),
    # DeepSeek-V3: groups, YaRN with a ramp over several frequencies.
    "deepseek_v3": (
        dict(n_routed_experts=16, n_group=4, topk_group=2, num_experts_per_tok=4, routed_scaling_factor=2.5,
             qk_rope_head_dim=16, rope_parameters=yarn(10000.0, 40.0, 256, 32.0, 1.0)), (-0.3, 0.3)),
    # Moonlight: queries projected directly, two shared experts, no YaRN.
    "moonlight": (
        dict(q_lora_rank=None, n_shared_experts=2, num_experts_per_tok=3, routed_scaling_factor=2.446,
             rms_norm_eps=1e-5, rope_parameters=plain(50000.0)), (-0.5, 0.5)),
    # Biased scores below zero in groups: a mask of 0.0 instead of -inf would win the selection.
    "negative_bias_groups": (
        dict(n_routed_experts=12, n_group=3, topk_group=1, num_experts_per_tok=2, rope_parameters=plain(10000.0)), (-1.6, -1.1)),
    # Rotary halves instead of rotary pairs; a large epsilon shows that the latents' norms do not use it.
    "rope_halves": (dict(rope_interleave=False, rms_norm_eps=1e-2, rope_parameters=plain(10000.0)), (-0.5, 0.5)),
    # Weights not normalised, every layer sparse, tied embedding, YaRN's ramp of no width, cos and sin scaled.
    "unnormalised_tied": (
        dict(norm_topk_prob=False, first_k_dense_replace=0, tie_word_embeddings=True, num_experts_per_tok=3,
             routed_scaling_factor=1.5, rope_parameters=yarn(10000.0, 8.0, 4, 1.0, 1.0, 1.0, 0.6)), (-0.5, 0.5)),
}
OLD_FORM = ("kimi_k2", "deepseek_v3", "moonlight")

MISTAKES = ("no_bias", "biased_weights", "no_groups", "mask_zero", "other_norm", "no_scale", "other_layout",
            "no_yarn", "no_mscale", "config_eps")


def randomise(model, bias_range, generator):
    """Fills every parameter with values that leave nothing at its neutral element."""

    def normal(p, std):
        p.copy_(torch.empty_like(p).normal_(0, std, generator=generator))

    def uniform(p, low, high):
        p.copy_(torch.empty_like(p).uniform_(low, high, generator=generator))

    with torch.no_grad():
        for name, p in model.named_parameters():
            if p.ndim == 1:
                uniform(p, 0.5, 1.5)
            elif "embed_tokens" in name:
                normal(p, 0.6)
            elif "lm_head" in name:
                normal(p, 1.2 / p.shape[-1] ** 0.5)
            elif "q_b_proj" in name or "q_proj" in name or "kv_b_proj" in name:
                normal(p, 1.5 / p.shape[-1] ** 0.5)
            else:
                normal(p, 1.0 / p.shape[-1] ** 0.5)
        for name, b in model.named_buffers():
            if "e_score_correction_bias" in name:
                uniform(b, *bias_range)


def on_disk(name, tensor):
    """The tensors as the checkpoint names them: a stack of experts becomes one matrix an expert."""
    if name.endswith("mlp.experts.gate_up_proj"):
        prefix = name.removesuffix("gate_up_proj")
        for e, both in enumerate(tensor):
            gate, up = both.chunk(2, 0)
            yield f"{prefix}{e}.gate_proj.weight", gate.contiguous().clone()
            yield f"{prefix}{e}.up_proj.weight", up.contiguous().clone()
    elif name.endswith("mlp.experts.down_proj"):
        prefix = name.removesuffix("down_proj")
        for e, down in enumerate(tensor):
            yield f"{prefix}{e}.down_proj.weight", down.contiguous().clone()
    else:
        yield name, tensor.contiguous().clone()


def old_form(config):
    """The same configuration as the config.json files published before `rope_parameters` spell it."""
    c = config.to_dict()
    rope = dict(c["rope_parameters"])
    old = {k: c[k] for k in BASE if k in c}
    old |= dict(
        architectures=["DeepseekV3ForCausalLM"], model_type="deepseek_v3", num_nextn_predict_layers=0,
        hidden_act="silu", attention_bias=False, attention_dropout=0.0, initializer_range=0.02, moe_layer_freq=1,
        ep_size=1, scoring_func="sigmoid", topk_method="noaux_tc", aux_loss_alpha=0.001, seq_aux=True,
        torch_dtype="float32", use_cache=True, rope_theta=rope.pop("rope_theta"), rope_scaling=None,
    )
    if rope.pop("rope_type") == "yarn":
        old["rope_scaling"] = {"type": "yarn"} | {k: v for k, v in rope.items() if k != "type"}
    return old


def observed(model, ids):
    """One forward and backward pass of transformers' model, as the fixture stores it."""
    seen, tops, hidden, experts = {}, [], [], {}
    plain_attention = hf.eager_attention_forward

    def attention(module, query, key, value, attention_mask, scaling, **kwargs):
        s = query.shape[2]
        logits = (query @ key.transpose(2, 3)).detach() * scaling
        tops.append(logits.masked_fill(torch.ones(s, s, dtype=torch.bool).triu(1), -torch.inf).amax((0, 2, 3)))
        return plain_attention(module, query, key, value, attention_mask, scaling, **kwargs)

    hooks = [model.model.embed_tokens.register_forward_hook(lambda m, i, o: hidden.append(o.detach()))]
    for n, layer in enumerate(model.model.layers):
        hooks.append(layer.register_forward_hook(lambda m, i, o: hidden.append(o.detach())))
        if hasattr(layer.mlp, "gate"):
            hooks.append(layer.mlp.gate.register_forward_hook(lambda m, i, o, n=n: experts.update({n: o[2].sort(-1).values})))
    hf.eager_attention_forward = attention
    try:
        logits = model(input_ids=ids, use_cache=False).logits
    finally:
        hf.eager_attention_forward = plain_attention
        for hook in hooks:
            hook.remove()
    logprobs = logits[:, :-1].log_softmax(-1).gather(-1, ids[:, 1:, None])[..., 0]
    loss = -logprobs.mean()
    model.zero_grad(set_to_none=True)
    loss.backward()
    seen |= dict(ids=ids, logprobs=logprobs.detach(), argmax=logits.argmax(-1), loss=loss.detach()[None],
                 attention_max=torch.stack(tops))
    seen |= {f"hidden.{i}": h for i, h in enumerate(hidden)} | {f"experts.{n}": e for n, e in experts.items()}
    for name, p in model.named_parameters():
        for disk, g in on_disk(name, torch.zeros_like(p) if p.grad is None else p.grad):
            seen["grad." + disk] = g
    return seen


def witnessed(config, weights, ids, switches=frozenset(), gradients=False):
    """The same from reference.py, in double precision."""
    w = {k: v.double().requires_grad_(gradients and not k.endswith("bias")) for k, v in weights.items()}
    logits, seen = reference.forward(config.to_dict(), w, ids, switches)
    logprobs = logits[:, :-1].log_softmax(-1).gather(-1, ids[:, 1:, None])[..., 0]
    grads = {}
    if gradients:
        (-logprobs.mean()).backward()
        grads = {k: torch.zeros_like(v) if v.grad is None else v.grad for k, v in w.items() if v.requires_grad}
    return logits.detach(), logprobs.detach(), grads, seen


def distance(a, b):
    return (a.double() - b.double()).abs().max().item()


def compare(expected, config, weights):
    """Asserts that the two witnesses agree; returns their distances."""
    logits, logprobs, grads, seen = witnessed(config, weights, expected["ids"], gradients=True)
    top = logits.topk(2).values
    found = dict(
        logprobs=distance(expected["logprobs"], logprobs),
        attention_max=distance(expected["attention_max"], torch.stack(seen["attention_max"])),
        hidden=max(distance(expected[f"hidden.{i}"], h) for i, h in enumerate(seen["hidden"])),
        margin=seen["margin"], argmax_margin=(top[..., 0] - top[..., 1]).min().item(),
    )
    assert set(grads) == {k[5:] for k in expected if k.startswith("grad.")}, "gradients differ in names"
    relative = {k: distance(expected["grad." + k], g) / max(g.abs().max().item(), 1e-12) for k, g in grads.items()}
    found["gradient"], found["worst"] = max((v, k) for k, v in relative.items())
    found["unhit"] = sum(not g.any() for g in grads.values())
    assert found["logprobs"] < TOLERANCE and found["hidden"] < 1e-4 and found["attention_max"] < 1e-4, found
    assert found["gradient"] < GRADIENT_TOLERANCE, found
    assert torch.equal(expected["argmax"], logits.argmax(-1)), "argmax differs"
    for n, e in seen["experts"].items():
        assert torch.equal(e.sort(-1).values, expected[f"experts.{n}"]), f"layer {n} selects other experts"
    return found


def build(name, out):
    shape, bias_range = FAMILIES[name]
    config = DeepseekV3Config(**(BASE | shape))
    config._attn_implementation = "eager"
    config._experts_implementation = "eager"
    for seed in range(1, 200):
        generator = torch.Generator().manual_seed(seed)
        model = DeepseekV3ForCausalLM(config).eval()
        randomise(model, bias_range, generator)
        ids = torch.randint(3, config.vocab_size, (SEQUENCES, LENGTH), generator=generator)
        with tempfile.TemporaryDirectory() as folder:
            model.save_pretrained(folder)
            weights = load_file(os.path.join(folder, "model.safetensors"))
            logits, _, _, seen = witnessed(config, weights, ids)
            top = logits.topk(2).values
            if seen["margin"] < MIN_MARGIN or (top[..., 0] - top[..., 1]).min() < MIN_MARGIN:
                continue
            expected = observed(model, ids)
            found = compare(expected, config, weights)
            target = os.path.join(out, name)
            os.makedirs(target, exist_ok=True)
            for file in ("config.json", "model.safetensors"):
                shutil.copyfile(os.path.join(folder, file), os.path.join(target, file))
        save_file(expected, os.path.join(target, "expected.safetensors"), {"seed": str(seed)})
        if name in OLD_FORM:
            old = old_form(config) | ({"model_type": "kimi_k2"} if name == "kimi_k2" else {})
            with open(os.path.join(target, "config-old.json"), "w") as f:
                json.dump(old, f, indent=2)
                f.write("\n")
            check_old_form(old, model, expected)
        return config, weights, expected, found, seed
    sys.exit(f"{name}: no seed below 200 keeps every choice {MIN_MARGIN} apart")


def check_old_form(old, model, expected):
    again = DeepseekV3ForCausalLM(DeepseekV3Config(**{k: v for k, v in old.items() if k != "model_type"})).eval()
    again.load_state_dict(model.state_dict())
    again.set_attn_implementation("eager")
    with torch.no_grad():
        logits = again(input_ids=expected["ids"], use_cache=False).logits
    logprobs = logits[:, :-1].log_softmax(-1).gather(-1, expected["ids"][:, 1:, None])[..., 0]
    assert distance(logprobs, expected["logprobs"]) < TOLERANCE, "the old form means another model"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", default="src/test/resources/parity")
    out = parser.parse_args().out
    torch.set_num_threads(1)
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    print(f"torch {torch.__version__}, transformers {transformers.__version__}")
    shown = {m: [] for m in MISTAKES}
    for name in FAMILIES:
        config, weights, expected, found, seed = build(name, out)
        print(f"{name}: seed {seed}, {len(weights)} tensors, loss {expected['loss'].item():.6f}, "
              f"attention max {expected['attention_max'].max():.2f}, mean p {expected['logprobs'].exp().mean():.3f}")
        print("  " + ", ".join(f"{k} {v:.1e}" if isinstance(v, float) else f"{k} {v}" for k, v in found.items()))
        for mistake in MISTAKES:
            moved = distance(witnessed(config, weights, expected["ids"], {mistake})[1], expected["logprobs"])
            if moved > 100 * TOLERANCE:
                shown[mistake].append(f"{name} {moved:.2g}")
    for mistake, families in shown.items():
        print(f"mistake {mistake}: {', '.join(families) or 'NOT SHOWN'}")
    assert all(shown.values()), "a mistake shows in no family"


if __name__ == "__main__":
    main()
