"""The serving peer of docs/benchmarks.md: prefill and decode of a Hugging Face folder by transformers on the CPU.

    OMP_WAIT_POLICY=PASSIVE python tools/peers/serve_peer_hf.py DIR --dtype bf16 --experts grouped_mm --shape 512x1 --shape 128x8

A shape is PROMPTxBATCH, as in llama-batched-bench's columns PP and B. For each shape: one prefill of the whole batch
with logits of the last position only, then --generate steps, each feeding back every row's most likely token over the
cache. Repeated --repeat times after a warm-up; prints the median of the tokens a second and (least to most). The
prompts are random ids. --experts is transformers' experts_implementation, `default` leaves the choice to it.
"""
import argparse
import statistics
import time

import torch
import transformers
from transformers import DeepseekV3ForCausalLM


def rates(model, prompts, steps):
    """Tokens a second of the prefill, and of the decode (none where steps is 0)."""
    start = time.perf_counter()
    seen = model(input_ids=prompts, use_cache=True, logits_to_keep=1)
    prefill = prompts.numel() / (time.perf_counter() - start)
    start = time.perf_counter()
    for _ in range(steps):
        following = seen.logits[:, -1:].argmax(-1)
        seen = model(input_ids=following, past_key_values=seen.past_key_values, use_cache=True)
    return prefill, len(prompts) * steps / (time.perf_counter() - start) if steps else None


def spread(taken):
    return f"{statistics.median(taken):.1f} ({min(taken):.1f} to {max(taken):.1f})"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dir")
    parser.add_argument("--dtype", default="bf16", choices=["fp32", "bf16"])
    parser.add_argument("--experts", default="default", choices=["default", "eager", "batched_mm", "grouped_mm"])
    parser.add_argument("--shape", action="append", help="PROMPTxBATCH; may be repeated", required=True)
    parser.add_argument("--generate", type=int, default=64, help="decode steps; 0 measures prefill only")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    chosen = {} if options.experts == "default" else {"experts_implementation": options.experts}
    model = DeepseekV3ForCausalLM.from_pretrained(
        options.dir, dtype=torch.float32 if options.dtype == "fp32" else torch.bfloat16, **chosen).eval()
    for shape in options.shape:
        length, batch = map(int, shape.split("x"))
        prompts = torch.randint(0, model.config.vocab_size - 3, (batch, length))
        with torch.inference_mode():
            rates(model, prompts, min(2, options.generate))
            taken = [rates(model, prompts, options.generate) for _ in range(options.repeat)]
        decode = f", decode {spread([d for _, d in taken])}" if options.generate else ""
        print(f"transformers {options.dtype} {options.experts} {shape}: prefill {spread([p for p, _ in taken])}{decode} tok/s",
              flush=True)


if __name__ == "__main__":
    main()
