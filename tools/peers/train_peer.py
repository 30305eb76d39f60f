"""The training peer of docs/benchmarks.md: optimizer steps of the same 8M shape in transformers and torch on the CPU.

    python tools/peers/train_peer.py --dtype fp32 --threads 2 --steps 10

bf16 means autocast over fp32 weights. Prints tokens a second, peak memory, the optimizer's share, and the rate of 1024^3 products
in the same dtype and threads.
"""
import argparse
import resource
import statistics
import time

import torch
from transformers import DeepseekV3Config, DeepseekV3ForCausalLM

ROWS, LENGTH, VOCABULARY = 8, 256, 4096
SHAPE = dict(
    vocab_size=VOCABULARY, hidden_size=256, intermediate_size=512, moe_intermediate_size=128, num_hidden_layers=4,
    num_attention_heads=4, num_key_value_heads=4, n_shared_experts=1, n_routed_experts=16, num_experts_per_tok=4,
    routed_scaling_factor=2.827, q_lora_rank=128, kv_lora_rank=64, qk_nope_head_dim=32, qk_rope_head_dim=16,
    v_head_dim=32, n_group=1, topk_group=1, first_k_dense_replace=1, norm_topk_prob=True, rope_theta=50000.0,
    max_position_embeddings=4096, tie_word_embeddings=False)


def product_rate(dtype):
    """The best rate of 1024^3 products, in operations a second."""
    matrix = torch.randn(1024, 1024, dtype=dtype)
    best = float("inf")
    for _ in range(8):
        start = time.perf_counter()
        matrix @ matrix
        best = min(best, time.perf_counter() - start)
    return 2 * 1024**3 / best


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dtype", default="fp32", choices=["fp32", "bf16"])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, default=10)
    parser.add_argument("--warm-up", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    model = DeepseekV3ForCausalLM(DeepseekV3Config(**SHAPE)).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-4, weight_decay=0.1)
    ids = torch.randint(0, VOCABULARY, (ROWS, LENGTH))
    half = options.dtype == "bf16"

    def step():
        start = time.perf_counter()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
            loss = model(input_ids=ids, labels=ids, use_cache=False).loss
        loss.backward()
        computed = time.perf_counter()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        end = time.perf_counter()
        return end - start, end - computed

    for _ in range(options.warm_up):
        step()
    taken = [step() for _ in range(options.steps)]
    total = [whole for whole, _ in taken]
    rate = product_rate(torch.bfloat16 if half else torch.float32)
    print(f"{options.dtype} adamw threads={options.threads} "
          f"tok/s median={ROWS * LENGTH / statistics.median(total):.0f} best={ROWS * LENGTH / min(total):.0f} "
          f"optimizer={100 * sum(o for _, o in taken) / sum(total):.1f}% "
          f"peak={resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}MB products={rate / 1e9:.0f}GFLOP/s")


if __name__ == "__main__":
    main()
