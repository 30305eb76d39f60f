"""Kimi K2's forward pass, written from the papers' equations in double precision.

It shares no code with transformers and none with Baltoro. It is the second witness of `make_fixtures.py`:
what two independent writings agree on is what the fixtures say, and their distance is the noise that a
tolerance must allow.

Weights are a dict of tensors by their names on disk (one matrix per expert). Vectors are rows, `y = x Wᵀ`.
"""
import math

import torch
from torch.nn.functional import silu


def mscale(factor, m):
    return 0.1 * m * math.log(factor) + 1.0 if factor > 1 else 1.0


def rotary(cfg, switches):
    """Frequencies of the rotary pairs, factor of cos and sin, factor of the softmax scale."""
    r, d = cfg["rope_parameters"], cfg["qk_rope_head_dim"]
    base = r["rope_theta"]
    j = torch.arange(d // 2, dtype=torch.float64)
    plain = base ** (-2 * j / d)
    if r.get("rope_type", "default") != "yarn" or "no_yarn" in switches:
        return plain, 1.0, 1.0

    def correction(rotations):
        return d * math.log(r["original_max_position_embeddings"] / (rotations * 2 * math.pi)) / (2 * math.log(base))

    low = max(math.floor(correction(r["beta_fast"])), 0)
    high = min(math.ceil(correction(r["beta_slow"])), d - 1)
    if low == high:
        high += 0.001  # a ramp of no width
    ramp = ((j - low) / (high - low)).clamp(0, 1)
    freq = plain * (1 - ramp) + plain / r["factor"] * ramp
    all_dim = mscale(r["factor"], r["mscale_all_dim"])
    softmax = 1.0 if "no_mscale" in switches else all_dim**2
    return freq, mscale(r["factor"], r["mscale"]) / all_dim, softmax


def rotate(x, freq, factor, interleave):
    """Turns the pairs of the last axis by position times frequency. The pairs stay where they are."""
    angle = torch.arange(x.shape[-2], dtype=x.dtype)[:, None] * freq.to(x.dtype)
    c, s = angle.cos() * factor, angle.sin() * factor
    if interleave:
        a, b = x[..., 0::2], x[..., 1::2]
        return torch.stack((a * c - b * s, b * c + a * s), -1).flatten(-2)
    a, b = x.chunk(2, -1)
    return torch.cat((a * c - b * s, b * c + a * s), -1)


def norm(x, gain, eps):
    return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + eps) * gain


def attention(cfg, w, p, x, switches):
    """Multi-head latent attention. Returns the output and the largest causal softmax input of each head."""
    b, s, _ = x.shape
    h, nope, rope, dv = (cfg[k] for k in ("num_attention_heads", "qk_nope_head_dim", "qk_rope_head_dim", "v_head_dim"))
    latent_eps = cfg["rms_norm_eps"] if "config_eps" in switches else 1e-6
    if cfg.get("q_lora_rank"):
        c_q = norm(x @ w[p + "q_a_proj.weight"].T, w[p + "q_a_layernorm.weight"], latent_eps)
        q = c_q @ w[p + "q_b_proj.weight"].T
    else:
        q = x @ w[p + "q_proj.weight"].T
    q = q.view(b, s, h, nope + rope).transpose(1, 2)
    c_kv, k_rot = (x @ w[p + "kv_a_proj_with_mqa.weight"].T).split([cfg["kv_lora_rank"], rope], -1)
    kv = norm(c_kv, w[p + "kv_a_layernorm.weight"], latent_eps) @ w[p + "kv_b_proj.weight"].T
    k, v = kv.view(b, s, h, nope + dv).transpose(1, 2).split([nope, dv], -1)
    freq, factor, softmax_factor = rotary(cfg, switches)
    interleave = cfg["rope_interleave"] != ("other_layout" in switches)
    q_rot = rotate(q[..., nope:], freq, factor, interleave)
    k_rot = rotate(k_rot[:, None], freq, factor, interleave)
    logits = q[..., :nope] @ k.transpose(-1, -2) + q_rot @ k_rot.transpose(-1, -2)
    logits = logits * (nope + rope) ** -0.5 * softmax_factor
    logits = logits.masked_fill(torch.ones(s, s, dtype=torch.bool).triu(1), -math.inf)
    out = (logits.softmax(-1) @ v).transpose(1, 2).reshape(b, s, h * dv)
    return out @ w[p + "o_proj.weight"].T, logits.detach().amax((0, 2, 3))


def swiglu(w, p, x):
    return (silu(x @ w[p + "gate_proj.weight"].T) * (x @ w[p + "up_proj.weight"].T)) @ w[p + "down_proj.weight"].T


def route(cfg, w, p, x, switches):
    """Weights [T, K], experts [T, K], and how far the nearest other choice is away (smallest over tokens)."""
    e, g, k = cfg["n_routed_experts"], cfg["n_group"], cfg["num_experts_per_tok"]
    scores = (x @ w[p + "gate.weight"].T).sigmoid()
    bias = w[p + "gate.e_score_correction_bias"]
    choice = scores.detach() + (0 if "no_bias" in switches else bias)
    margin = math.inf
    if g > 1 and "no_groups" not in switches:
        group = choice.view(-1, g, e // g).topk(2).values.sum(-1)
        ranked, kept = group.sort(descending=True)
        margin = (ranked[:, cfg["topk_group"] - 1] - ranked[:, cfg["topk_group"]]).min().item()
        mask = torch.ones_like(group, dtype=torch.bool).scatter(1, kept[:, : cfg["topk_group"]], False)
        hidden = 0.0 if "mask_zero" in switches else -math.inf
        choice = choice.masked_fill(mask.repeat_interleave(e // g, 1), hidden)
    ranked, order = choice.sort(descending=True)
    gap = ranked[:, k - 1] - ranked[:, k]
    margin = min(margin, gap[gap.isfinite()].min().item())
    chosen = order[:, :k]
    weights = ((scores + bias) if "biased_weights" in switches else scores).gather(1, chosen)
    if cfg["norm_topk_prob"] != ("other_norm" in switches):
        weights = weights / (weights.sum(-1, keepdim=True) + 1e-20)
    return weights * (1.0 if "no_scale" in switches else cfg["routed_scaling_factor"]), chosen, margin


def moe(cfg, w, p, x, switches):
    flat = x.flatten(0, 1)
    weights, chosen, margin = route(cfg, w, p, flat, switches)
    out = swiglu(w, p + "shared_experts.", flat)
    for e in range(cfg["n_routed_experts"]):
        token, slot = (chosen == e).nonzero(as_tuple=True)
        out = out.index_add(0, token, swiglu(w, f"{p}experts.{e}.", flat[token]) * weights[token, slot, None])
    return out.view_as(x), chosen, margin


def forward(cfg, w, ids, switches=frozenset()):
    """Logits, and what was seen on the way. `switches` name deliberate mistakes, to show that they are seen."""
    seen = {"hidden": [], "attention_max": [], "experts": {}, "margin": math.inf}
    x = w["model.embed_tokens.weight"][ids]
    seen["hidden"].append(x.detach())
    for layer in range(cfg["num_hidden_layers"]):
        p = f"model.layers.{layer}."
        a, top = attention(cfg, w, p + "self_attn.", norm(x, w[p + "input_layernorm.weight"], cfg["rms_norm_eps"]), switches)
        seen["attention_max"].append(top)
        x = x + a
        y = norm(x, w[p + "post_attention_layernorm.weight"], cfg["rms_norm_eps"])
        if layer < cfg["first_k_dense_replace"]:
            x = x + swiglu(w, p + "mlp.", y)
        else:
            y, seen["experts"][layer], margin = moe(cfg, w, p + "mlp.", y, switches)
            seen["margin"] = min(seen["margin"], margin)
            x = x + y
        seen["hidden"].append(x.detach())
    x = norm(x, w["model.norm.weight"], cfg["rms_norm_eps"])
    return x @ w.get("lm_head.weight", w["model.embed_tokens.weight"]).T, seen
