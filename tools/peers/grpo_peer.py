"""The peer of `baltoro bench rl --only peer`: whole iterations of TRL's GRPOTrainer on the 8M shape, on the CPU.

    python tools/peers/grpo_peer.py --dtype fp32 --threads 2 --iterations 6

Prompts are random tokens, answers have a fixed length, the reward is free, the optimizer is the trainer's AdamW. bf16 means
autocast over fp32 weights. Prints seconds an iteration, of which the first is not counted, and generated tokens a second.
"""
import argparse
import random
import statistics
import tempfile
import time

import torch
from datasets import Dataset
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import DeepseekV3Config, DeepseekV3ForCausalLM, PreTrainedTokenizerFast, TrainerCallback
from trl import GRPOConfig, GRPOTrainer

from train_peer import SHAPE, VOCABULARY

SPECIAL = ["[BOS]", "[EOS]", "[PAD]", "[UNK]"]
WORDS = VOCABULARY - len(SPECIAL)


def tokenizer():
    """A word for each id."""
    words = {f"w{i}": i for i in range(WORDS)} | {name: WORDS + i for i, name in enumerate(SPECIAL)}
    inner = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))
    inner.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return PreTrainedTokenizerFast(tokenizer_object=inner, bos_token="[BOS]", eos_token="[EOS]", pad_token="[PAD]",
                                   unk_token="[UNK]", padding_side="left")


class Clock(TrainerCallback):
    def __init__(self):
        self.ends = [time.perf_counter()]

    def on_step_end(self, *_, **__):
        self.ends.append(time.perf_counter())
        print(f"iteration {self.ends[-1] - self.ends[-2]:.1f} s", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dtype", default="fp32", choices=["fp32", "bf16"])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--iterations", type=int, default=6)
    parser.add_argument("--prompts", type=int, default=16)
    parser.add_argument("--samples", type=int, default=8)
    parser.add_argument("--prompt-tokens", type=int, default=48)
    parser.add_argument("--answer-tokens", type=int, default=64)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    drawn = random.Random(1)
    texts = [" ".join(f"w{drawn.randrange(WORDS)}" for _ in range(args.prompt_tokens))
             for _ in range(args.prompts * (args.iterations + 1))]
    rollouts = args.prompts * args.samples
    clock = Clock()
    config = GRPOConfig(
        output_dir=tempfile.mkdtemp(), use_cpu=True, bf16=args.dtype == "bf16", report_to=[], save_strategy="no",
        disable_tqdm=True, gradient_checkpointing=False, per_device_train_batch_size=rollouts, num_generations=args.samples,
        max_completion_length=args.answer_tokens, generation_kwargs={"min_new_tokens": args.answer_tokens},
        temperature=1.0, beta=0.0, max_steps=args.iterations + 1)
    shape = SHAPE | dict(bos_token_id=WORDS, eos_token_id=WORDS + 1, pad_token_id=WORDS + 2)
    GRPOTrainer(
        model=DeepseekV3ForCausalLM(DeepseekV3Config(**shape)),
        reward_funcs=lambda completions, **_: [float(len(text) % 2) for text in completions],
        args=config, train_dataset=Dataset.from_dict({"prompt": texts}), processing_class=tokenizer(),
        callbacks=[clock]).train()
    seconds = sorted(b - a for a, b in zip(clock.ends[1:], clock.ends[2:]))
    median = statistics.median(seconds)
    print(f"{args.dtype}: median {median:.2f} s an iteration ({seconds[0]:.2f} to {seconds[-1]:.2f}), "
          f"{rollouts * args.answer_tokens / median:.0f} generated tokens/s")


if __name__ == "__main__":
    main()
