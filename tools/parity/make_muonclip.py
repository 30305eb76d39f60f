"""Makes src/test/resources/parity/muonclip.{safetensors,json}: ten MuonClip steps by a plain NumPy reference.

    python tools/parity/make_muonclip.py [--out src/test/resources/parity]

Everything is written from the formulas (Kimi K2's Algorithm 1, Moonlight section 2.2, AdamW's paper) with NumPy
arrays, one matrix at a time; no optimizer of any library is used. All state and arithmetic is fp32.

Muon, for a matrix W [n, m] with gradient G (a stack of experts [E, n, m] is E matrices):
    M <- mu M + G                               sum momentum, M starts at 0
    U  = G + mu M  (Nesterov)  or  M            M is the one just updated
    O  = NewtonSchulz5(U)
    W <- W - lr (0.2 sqrt(max(n, m)) O + lambda W)
AdamW, for vectors and the embedding: bias-corrected moments, epsilon outside the root, same lr and lambda:
    W <- W - lr (m_hat / (sqrt(v_hat) + eps) + lambda W)

Tensors of the file, PARAM one of tall, wide, square, experts, low_rank (Muon) and gain, embedding (AdamW):
    init.PARAM                       the weight before the first step
    grad.STEP.PARAM                  the gradient of step 1..10; correlated over steps, of changing size
    nesterov.STEP.PARAM              the weight after step 1, 2, 5 and 10, with Nesterov (AdamW's are the same in both)
    plain.STEP.PARAM                 without Nesterov
    nesterov.momentum.PARAM          M after the last step (same in both variants)
    adamw.first.PARAM, .second.PARAM moments after the last step
    orthogonal.PARAM                 NewtonSchulz5(U) of the first step with Nesterov, where U = (1 + mu) G
QK-Clip (heads H, widths nope, rope, v; tau and the rows' layout in the json), for each case with and without
compressed queries alike, because q_b_proj and q_proj have the same rows:
    clip.q, clip.kv                  q_b_proj [H (nope + rope), r] and kv_b_proj [H (nope + v), r] before
    clip.max                         S_max of each head: below, at, above tau, far above, negative, zero
    clip.q_after, clip.kv_after      after
    clip.gamma                       tau / max(S_max, tau)
"""
import argparse
import json
import os

import numpy as np
from safetensors.numpy import save_file

F = np.float32
STEPS = 10
HYPER = dict(
    seed=20250728, steps=STEPS, lr=0.02, weight_decay=0.1, mu=0.95, update_scale=0.2,
    newton_schulz=dict(steps=5, a=3.4445, b=-4.7750, c=2.0315, eps=1e-7, dtype="fp32"),
    adamw=dict(beta1=0.9, beta2=0.95, eps=1e-8),
    saved_steps=[1, 2, 5, 10],
    clip=dict(tau=8.0, heads=6, qk_nope_head_dim=8, qk_rope_head_dim=4, v_head_dim=8, rank=8),
)
MUON = {"tall": (24, 8), "wide": (8, 32), "square": (16, 16), "experts": (4, 8, 16), "low_rank": (16, 24)}
ADAMW = {"gain": (16,), "embedding": (12, 8)}


def newton_schulz(u):
    """The orthogonal factor of one matrix, roughly: singular values end near 1."""
    h = HYPER["newton_schulz"]
    tall = u.shape[0] > u.shape[1]
    x = u.T if tall else u
    x = x / F(np.sqrt(np.sum(np.square(x, dtype=F), dtype=F)) + F(h["eps"]))
    for _ in range(h["steps"]):
        a = x @ x.T
        x = F(h["a"]) * x + (F(h["b"]) * a + F(h["c"]) * (a @ a)) @ x
    return x.T if tall else x


def muon(w, momentum, g, nesterov):
    """One step on one matrix: the new weight and momentum, and the orthogonalised update."""
    mu, lr, decay = F(HYPER["mu"]), F(HYPER["lr"]), F(HYPER["weight_decay"])
    momentum = mu * momentum + g
    o = newton_schulz(g + mu * momentum if nesterov else momentum)
    scale = F(HYPER["update_scale"] * max(w.shape) ** 0.5)
    return w - lr * (scale * o + decay * w), momentum, o


def muon_any(w, momentum, g, nesterov):
    """A matrix, or a stack of matrices one by one."""
    if w.ndim == 2:
        return muon(w, momentum, g, nesterov)
    return tuple(np.stack(part) for part in zip(*(muon(*one, nesterov) for one in zip(w, momentum, g))))


def adamw(w, first, second, g, step):
    h, lr, decay = HYPER["adamw"], F(HYPER["lr"]), F(HYPER["weight_decay"])
    b1, b2 = F(h["beta1"]), F(h["beta2"])
    first = b1 * first + (1 - b1) * g
    second = b2 * second + (1 - b2) * g * g
    first_hat = first / F(1 - h["beta1"] ** step)
    second_hat = second / F(1 - h["beta2"] ** step)
    return w - lr * (first_hat / (np.sqrt(second_hat) + F(h["eps"])) + decay * w), first, second


def gradients(shape, rng, rank=None):
    """Ten gradients that share a direction, with noise, and whose size changes twentyfold over the steps."""

    def draw():
        if rank is None:
            return rng.standard_normal(shape)
        return rng.standard_normal((shape[0], rank)) @ rng.standard_normal((rank, shape[1]))

    common = draw()
    sizes = 10 ** np.linspace(-2.0, -0.7, STEPS) * rng.uniform(0.7, 1.4, STEPS)
    return [(s * (0.6 * common + 0.8 * draw())).astype(F) for s in sizes]


def ten_steps(out):
    rng = np.random.default_rng(HYPER["seed"])
    for name, shape in MUON.items():
        # low_rank starts with gradients of rank 3: Newton-Schulz must leave the null space at zero
        grads = gradients(shape, rng, 3 if name == "low_rank" else None)
        start = (rng.standard_normal(shape) / shape[-1] ** 0.5).astype(F)
        out["init." + name] = start
        for variant in ("nesterov", "plain"):
            w, momentum = start, np.zeros(shape, F)
            for step, g in enumerate(grads, 1):
                w, momentum, o = muon_any(w, momentum, g, variant == "nesterov")
                out[f"grad.{step}.{name}"] = g
                if step in HYPER["saved_steps"]:
                    out[f"{variant}.{step}.{name}"] = w
                if step == 1 and variant == "nesterov":
                    out["orthogonal." + name] = o
            out["nesterov.momentum." + name] = momentum
    for name, shape in ADAMW.items():
        grads = gradients(shape, rng)
        w = (1 + 0.3 * rng.standard_normal(shape)).astype(F)
        out["init." + name] = w
        first, second = np.zeros(shape, F), np.zeros(shape, F)
        for step, g in enumerate(grads, 1):
            if name == "embedding":
                g[step % 3 :: 3] = 0  # tokens that a step did not see
            w, first, second = adamw(w, first, second, g, step)
            out[f"grad.{step}.{name}"] = g
            if step in HYPER["saved_steps"]:
                out[f"nesterov.{step}.{name}"] = out[f"plain.{step}.{name}"] = w
        out["adamw.first." + name], out["adamw.second." + name] = first, second


def qk_clip(q, kv, s_max):
    """The clipped copies of both matrices. Rows of a head: nope then rope in q, nope (key) then v (value) in kv."""
    c = HYPER["clip"]
    nope, rope, v = c["qk_nope_head_dim"], c["qk_rope_head_dim"], c["v_head_dim"]
    q, kv = q.copy(), kv.copy()
    gamma = F(c["tau"]) / np.maximum(s_max, F(c["tau"]))
    for h, g in enumerate(gamma):
        if g == 1:
            continue
        at = h * (nope + rope)
        q[at : at + nope] *= np.sqrt(g)
        q[at + nope : at + nope + rope] *= g
        at = h * (nope + v)
        kv[at : at + nope] *= np.sqrt(g)
    return q, kv, gamma


def clip_case(out):
    c = HYPER["clip"]
    rng = np.random.default_rng(HYPER["seed"] + 1)
    q = rng.standard_normal((c["heads"] * (c["qk_nope_head_dim"] + c["qk_rope_head_dim"]), c["rank"])).astype(F)
    kv = rng.standard_normal((c["heads"] * (c["qk_nope_head_dim"] + c["v_head_dim"]), c["rank"])).astype(F)
    s_max = np.array([5.0, 8.0, 12.5, 1234.0, -3.0, 0.0], F)
    q_after, kv_after, gamma = qk_clip(q, kv, s_max)
    out |= {"clip.q": q, "clip.kv": kv, "clip.max": s_max, "clip.q_after": q_after, "clip.kv_after": kv_after, "clip.gamma": gamma}
    # the reason for the rule: a clipped head's logits are gamma times what they were
    n, r, v = c["qk_nope_head_dim"], c["qk_rope_head_dim"], c["v_head_dim"]
    x, k_rot = rng.standard_normal((2, 5, c["rank"])), rng.standard_normal((5, r))
    for h in range(c["heads"]):
        def logits(q, kv):
            query = x[0] @ q[h * (n + r) : (h + 1) * (n + r)].T.astype(np.float64)
            key = x[1] @ kv[h * (n + v) : h * (n + v) + n].T.astype(np.float64)
            return query[:, :n] @ key.T + query[:, n:] @ k_rot.T
        np.testing.assert_allclose(logits(q_after, kv_after), gamma[h] * logits(q, kv), rtol=1e-4, atol=1e-5)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", default="src/test/resources/parity")
    folder = parser.parse_args().out
    out = {}
    ten_steps(out)
    clip_case(out)
    out = {k: np.ascontiguousarray(v) for k, v in out.items()}
    assert all(v.dtype == F and np.isfinite(v).all() for v in out.values())
    os.makedirs(folder, exist_ok=True)
    save_file(out, os.path.join(folder, "muonclip.safetensors"))
    with open(os.path.join(folder, "muonclip.json"), "w") as f:
        json.dump(HYPER | {"muon": list(MUON), "adamw_parameters": list(ADAMW)}, f, indent=2)
        f.write("\n")
    print(f"numpy {np.__version__}, {len(out)} tensors, {sum(v.nbytes for v in out.values())} bytes")
    for name in MUON:
        o = out["orthogonal." + name]
        s = np.linalg.svd(o, compute_uv=False)
        moved = np.abs(out[f"nesterov.10.{name}"] - out[f"plain.10.{name}"]).max()
        print(f"{name}: singular values {s.min():.3f}..{s.max():.3f}, Nesterov against plain {moved:.3f}")


if __name__ == "__main__":
    main()
