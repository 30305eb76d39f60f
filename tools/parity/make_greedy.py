"""Makes src/test/resources/parity/greedy.json: greedy continuations by transformers of the fixture models, in fp32.

    python tools/parity/make_greedy.py [--folder src/test/resources/parity]

Reads the model of every family that make_fixtures.py left. A family has one run for each length in PROMPTS:

    seed          of the prompt's random ids
    prompt        ids; the first stands at position 0
    continuation  the STEPS most likely next tokens, each fed back
    logprobs      ln p of each continuation token given all before it, in double precision, rounded to 7 places
    margins       for each step, the best logit less the second best, in double precision, rounded to 7 places

The tokens are transformers' own: fp32, eager attention, one prefill of the prompt and then one token at a time over
its cache. Written only if a single pass over prompt and continuation, and reference.py in double precision, choose
the same tokens. Seeds are tried in order until no step decides by less than MIN_MARGIN in logits, no expert or
group is selected by less than that, the continuation has at least DISTINCT different tokens (random models soon
repeat themselves), and the end-of-sequence token does not come up.
"""
import argparse
import json
import os

import torch
import transformers
from safetensors.torch import load_file
from transformers import DeepseekV3ForCausalLM

import reference
from make_fixtures import FAMILIES

STEPS = 64
PROMPTS = (12, 1, 23)
MIN_MARGIN = 2e-3
DISTINCT = 16
DISTINCT_TIED = 6  # a tied embedding answers a token with itself
MOST_SEEDS = 20000


@torch.no_grad()
def continuation(model, prompt):
    """The tokens chosen one at a time over the cache."""
    seen = model(input_ids=prompt, use_cache=True)
    chosen = [seen.logits[0, -1].argmax().item()]
    while len(chosen) < STEPS:
        seen = model(input_ids=torch.tensor([chosen[-1:]]), past_key_values=seen.past_key_values, use_cache=True)
        chosen.append(seen.logits[0, -1].argmax().item())
    return chosen


@torch.no_grad()
def run(model, weights, length, seed):
    """One run as the file holds it, or why the seed does not serve."""
    config = model.config
    generator = torch.Generator().manual_seed(seed)
    prompt = torch.randint(3, config.vocab_size, (1, length), generator=generator)
    chosen = continuation(model, prompt)
    if config.eos_token_id in chosen:
        return "ends"
    if len(set(chosen)) < (DISTINCT_TIED if config.tie_word_embeddings else DISTINCT):
        return "repeats itself"
    tokens = torch.tensor([prompt[0].tolist() + chosen[:-1]])
    logits, seen = reference.forward(config.to_dict(), weights, tokens)
    logits = logits[0, length - 1:]
    best = logits.topk(2, -1).values
    margins = best[:, 0] - best[:, 1]
    if min(margins.min().item(), seen["margin"]) < MIN_MARGIN:
        return "nearly ties"
    whole = model(input_ids=tokens, use_cache=False).logits[0, length - 1:]
    expected = torch.tensor(chosen)
    assert torch.equal(whole.argmax(-1), expected), f"seed {seed}: a single pass chooses other tokens"
    assert torch.equal(logits.argmax(-1), expected), f"seed {seed}: double precision chooses other tokens"
    logprobs = logits.log_softmax(-1).gather(-1, expected[:, None])[:, 0]
    rounding = (whole.log_softmax(-1).gather(-1, expected[:, None])[:, 0] - logprobs).abs().max().item()
    return dict(seed=seed, prompt=prompt[0].tolist(), continuation=chosen, logprobs=[round(p, 7) for p in logprobs.tolist()],
                margins=[round(m, 7) for m in margins.tolist()]), seen["margin"], rounding


def runs(folder, family):
    model = DeepseekV3ForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager",
                                                  experts_implementation="eager").eval()
    weights = {name: w.double() for name, w in load_file(os.path.join(folder, "model.safetensors")).items()}
    found = []
    for length in PROMPTS:
        refused = {}
        for seed in range(1, MOST_SEEDS):
            result = run(model, weights, length, seed)
            if isinstance(result, str):
                refused[result] = refused.get(result, 0) + 1
                continue
            kept, routing, rounding = result
            print(f"{family}: prompt of {length}, seed {seed}, smallest margin {min(kept['margins']):.1e} in logits, "
                  f"{routing:.1e} in routing, {len(set(kept['continuation']))} different tokens, "
                  f"fp32 off by {rounding:.1e}; refused {refused}", flush=True)
            found.append(kept)
            break
        else:
            raise SystemExit(f"{family}: no seed below {MOST_SEEDS} serves a prompt of {length}: {refused}")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", default="src/test/resources/parity")
    folder = parser.parse_args().folder
    torch.set_num_threads(1)
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    families = {family: runs(os.path.join(folder, family), family) for family in FAMILIES}
    made = f"torch {torch.__version__}, transformers {transformers.__version__}"
    lines = [f'{{\n"made_with": {json.dumps(made)},\n"families": {{']
    for number, (family, kept) in enumerate(families.items()):
        lines.append(f"{json.dumps(family)}: [")
        lines.append(",\n".join(json.dumps(one, separators=(",", ":")) for one in kept))
        lines.append("]," if number + 1 < len(families) else "]")
    with open(os.path.join(folder, "greedy.json"), "w") as file:
        file.write("\n".join(lines) + "\n}\n}\n")


if __name__ == "__main__":
    main()
