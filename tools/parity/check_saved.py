"""Loads a Hugging Face folder that Baltoro saved with transformers, and shows that it is what was saved.

    python tools/parity/check_saved.py DIR                          tensors, keys, bits
    python tools/parity/check_saved.py DIR --logprobs < ids.jsonl   and log-probabilities, as `baltoro logprobs` prints them

Standard output carries only the JSON lines of --logprobs; the rest goes to standard error. With --logprobs, a line
of standard input is {"tokens": [...]}, a line of output {"logprobs": [...], "argmax": [...]}: natural logarithms,
one for each token after the first; the most likely next token after every position.
--dtype fp32 (default) or bf16 is the dtype computed in. Bits are always compared in the dtype on disk.
Exit code 0: loaded, no key missing or unexpected, every tensor bit-equal. 1: not so. 2: misused.
"""
import argparse
import json
import sys
from pathlib import Path

import torch
from safetensors import safe_open
from transformers import DeepseekV3Config, DeepseekV3ForCausalLM

from make_fixtures import on_disk

MOST_DIFFERENCES = 20  # printed one by one; the rest is counted


def say(line):
    print(line, file=sys.stderr)


def files(folder):
    """The safetensors files that the index names, or the only one."""
    index = folder / "model.safetensors.index.json"
    if index.is_file():
        names = sorted(set(json.loads(index.read_text())["weight_map"].values()))
    else:
        names = ["model.safetensors"]
    return [folder / name for name in names]


def configuration(folder):
    """The folder's configuration; `kimi_k2` is read as the `deepseek_v3` that it is."""
    raw = json.loads((folder / "config.json").read_text())
    if raw.get("model_type") not in ("deepseek_v3", "kimi_k2"):
        raise ValueError(f"{folder}/config.json: model_type {raw.get('model_type')!r} is neither deepseek_v3 nor kimi_k2")
    raw["model_type"] = "deepseek_v3"
    return DeepseekV3Config.from_dict(raw)


def bits(tensor):
    return tensor.contiguous().view(torch.uint8) if tensor.ndim else tensor.reshape(1).view(torch.uint8)


def check(folder):
    """Loads in the dtype on disk and compares. Returns the number of findings."""
    model, info = DeepseekV3ForCausalLM.from_pretrained(
        folder, config=configuration(folder), dtype="auto", output_loading_info=True)
    loaded = {disk: t for name, whole in model.state_dict().items() for disk, t in on_disk(name, whole)}
    findings, count, size = [], 0, 0
    for kind in ("missing_keys", "unexpected_keys", "mismatched_keys", "error_msgs"):
        findings += [f"{kind}: {key}" for key in sorted(info.get(kind) or (), key=str)]
    unseen = set(loaded)
    for file in files(folder):
        with safe_open(file, "pt") as tensors:
            for name in tensors.keys():
                saved = tensors.get_tensor(name)
                count, size = count + 1, size + saved.nbytes
                unseen.discard(name)
                mine = loaded.get(name)
                if mine is None:
                    findings.append(f"not in the model: {name}")
                elif mine.dtype != saved.dtype or mine.shape != saved.shape:
                    findings.append(f"{name}: saved {saved.dtype} {tuple(saved.shape)}, loaded {mine.dtype} {tuple(mine.shape)}")
                elif not torch.equal(bits(mine), bits(saved)):
                    findings.append(f"{name}: {(bits(mine) != bits(saved)).sum().item()} bytes differ")
    if model.config.tie_word_embeddings:
        unseen.discard("lm_head.weight")
    findings += [f"not in the files: {name}" for name in sorted(unseen)]
    say(f"{count} tensors, {size} bytes, {sum(p.numel() for p in model.parameters())} parameters, dtype {model.dtype}")
    for kind in ("missing_keys", "unexpected_keys"):
        say(f"{kind.replace('_', ' ')}: {len(info.get(kind) or ())}")
    for line in findings[:MOST_DIFFERENCES]:
        say(line)
    say("bit-equal" if not findings else f"{len(findings)} findings")
    return len(findings)


@torch.no_grad()
def logprobs(folder, dtype):
    model = DeepseekV3ForCausalLM.from_pretrained(
        folder, config=configuration(folder), dtype=dtype, attn_implementation="eager").eval()
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        ids = torch.tensor([json.loads(line)["tokens"]])
        if ids.numel() == 0 or ids.min() < 0 or ids.max() >= model.config.vocab_size:
            raise ValueError(f"line {number}: tokens must be 1 or more ids from 0 to {model.config.vocab_size - 1}")
        logits = model(input_ids=ids, use_cache=False).logits[0].float()
        chosen = logits[:-1].log_softmax(-1).gather(-1, ids[0, 1:, None])[:, 0]
        print(json.dumps({"logprobs": chosen.tolist(), "argmax": logits.argmax(-1).tolist()}), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dir", type=Path)
    parser.add_argument("--logprobs", action="store_true", help="read token ids from standard input")
    parser.add_argument("--dtype", choices=("fp32", "bf16"), default="fp32")
    args = parser.parse_args()
    try:
        findings = check(args.dir)
        if args.logprobs:
            logprobs(args.dir, torch.float32 if args.dtype == "fp32" else torch.bfloat16)
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        sys.exit(f"check_saved: {wrong}")
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
