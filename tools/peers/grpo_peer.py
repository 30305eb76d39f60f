"""The peer of `baltoro bench rl --only peer`: whole iterations of TRL's GRPOTrainer on the 8M shape, on the CPU.

    python tools/peers/grpo_peer.py --dtype fp32 --threads 2 --iterations 6

Prompts are random tokens, answers have a fixed length, the reward is free, the optimizer is the trainer's AdamW. bf16 means
autocast over fp32 weights. Prints seconds an iteration, of which the first is not counted, and generated tokens a second.

With --wait each rollout draws half of its tokens, waits for a tool, is shown --shown-tokens, and draws the rest. The waits are
those of `baltoro bench rl --wait`. There are two ways to have tools in TRL:

    --way tools         the trainer's own loop over an async tool (`tools=`). Random weights write no call, so the parser of answers
                        is replaced by one that finds a call in each first half. The loop awaits one rollout's tools after another's.
    --way rollout_func  a function of the user's that draws (`rollout_func=`): both halves by the trainer's own generation, and
                        between them all waits at once, so that the longest one counts. As fast as TRL can be used on a CPU.
"""
import argparse
import asyncio
import math
import random
import statistics
import tempfile
import time

import torch
from datasets import Dataset
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import DeepseekV3Config, DeepseekV3ForCausalLM, PreTrainedTokenizerFast, TrainerCallback
from trl import GRPOConfig, GRPOTrainer
from trl.trainer import grpo_trainer

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


def mix(x):
    """SplitMix64."""
    mask = (1 << 64) - 1
    z = (x + 0x9E3779B97F4A7C15) & mask
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
    return z ^ (z >> 31)


def waits(count, median_millis, spread):
    """Log-normal times in seconds, those of rl.bench.ToolWaits."""
    times = []
    for number in range(count):
        first = ((mix(2 * number) >> 11) + 1) * 2.0**-53
        second = (mix(2 * number + 1) >> 11) * 2.0**-53
        normal = math.sqrt(-2 * math.log(first)) * math.cos(2 * math.pi * second)
        times.append(median_millis / 1000 * math.exp(spread * normal))
    return times


class OwnLoop:
    """A tool for the trainer's own loop, which every rollout calls once."""

    # A turn of a user and of a tool is its words; a turn of the model ends with [EOS].
    TEMPLATE = ("{% for m in messages %}{{ m['content'] }} {% for call in m['tool_calls'] or [] %}"
                "{{ call['function']['name'] }} {{ call['function']['arguments'] }} {% endfor %}"
                "{% if m['role'] == 'assistant' %}[EOS] {% endif %}{% endfor %}")

    def __init__(self, times, shown, prompt_tokens):
        self.times, self.called = times, 0
        self.result = " ".join(f"w{i}" for i in range(shown))
        self.prompt_tokens = prompt_tokens
        grpo_trainer.parse_response = self.parse

        async def look_up() -> str:
            """Waits.

            Returns:
                What was found.
            """
            seconds = self.times[self.called % len(self.times)]
            self.called += 1
            await asyncio.sleep(seconds)
            return self.result

        self.tool = look_up

    def parse(self, tokenizer, ids, prefix=None):
        answer = {"role": "assistant", "content": tokenizer.decode(ids)}
        if len(prefix) == self.prompt_tokens:
            answer["tool_calls"] = [{"type": "function", "function": {"name": "look_up", "arguments": {}}}]
        return answer


class OwnFunction:
    """A function that draws, with all tools of a batch at once."""

    def __init__(self, times, shown):
        self.times, self.shown = times, list(range(shown))

    def __call__(self, prompts, trainer):
        prompt_ids = trainer.processing_class(text=prompts)["input_ids"]
        first, _ = trainer._generate_single_turn(prompt_ids, None, {})
        asyncio.run(self.wait(len(prompts)))
        so_far = [prompt + half + self.shown for prompt, half in zip(prompt_ids, first)]
        second, _ = trainer._generate_single_turn(so_far, None, {})
        return {
            "prompt_ids": prompt_ids,
            "completion_ids": [a + self.shown + b for a, b in zip(first, second)],
            "env_mask": [[1] * len(a) + [0] * len(self.shown) + [1] * len(b) for a, b in zip(first, second)],
            "logprobs": None,
        }

    async def wait(self, count):
        await asyncio.gather(*(asyncio.sleep(self.times[i % len(self.times)]) for i in range(count)))


def parity(completions, **_):
    """A reward that varies and costs nothing."""
    texts = [one if isinstance(one, str) else one[-1]["content"] for one in completions]
    return [float(len(text) % 2) for text in texts]


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
    parser.add_argument("--wait", type=float, default=0, help="median wait for a tool, in milliseconds")
    parser.add_argument("--wait-spread", type=float, default=0.5, help="standard deviation of its logarithm")
    parser.add_argument("--shown-tokens", type=int, default=19, help="what a tool shows, its turn's own tokens included")
    parser.add_argument("--way", default="rollout_func", choices=["tools", "rollout_func"])
    parser.add_argument("--print-waits", action="store_true", help="print the waits in milliseconds, and end")
    args = parser.parse_args()
    times = waits(args.prompts * args.samples, args.wait, args.wait_spread)
    if args.print_waits:
        print(" ".join(f"{1000 * time:.3f}" for time in times))
        return
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    drawn = random.Random(1)
    texts = [" ".join(f"w{drawn.randrange(WORDS)}" for _ in range(args.prompt_tokens))
             for _ in range(args.prompts * (args.iterations + 1))]
    rollouts = args.prompts * args.samples
    clock = Clock()
    turn, shown, names = args.answer_tokens, 0, tokenizer()
    extra = {}
    if args.wait:
        turn, shown = args.answer_tokens // 2, args.shown_tokens
        print(f"waits: mean {sum(times) / len(times):.2f} s, longest {max(times):.2f} s, sum {sum(times):.1f} s", flush=True)
        if args.way == "tools":
            loop = OwnLoop(times, shown, args.prompt_tokens)
            names.chat_template, names.response_template = OwnLoop.TEMPLATE, {}
            texts = [[{"role": "user", "content": text}] for text in texts]
            extra["tools"] = [loop.tool]
        else:
            extra["rollout_func"] = OwnFunction(times, shown)
    config = GRPOConfig(
        output_dir=tempfile.mkdtemp(), use_cpu=True, bf16=args.dtype == "bf16", report_to=[], save_strategy="no",
        disable_tqdm=True, gradient_checkpointing=False, per_device_train_batch_size=rollouts, num_generations=args.samples,
        max_completion_length=args.answer_tokens + shown,
        generation_kwargs={"min_new_tokens": turn, "max_new_tokens": turn},
        temperature=1.0, beta=0.0, max_steps=args.iterations + 1)
    shape = SHAPE | dict(bos_token_id=WORDS, eos_token_id=WORDS + 1, pad_token_id=WORDS + 2)
    GRPOTrainer(
        model=DeepseekV3ForCausalLM(DeepseekV3Config(**shape)),
        reward_funcs=parity,
        args=config, train_dataset=Dataset.from_dict({"prompt": texts}), processing_class=names,
        callbacks=[clock], **extra).train()
    seconds = sorted(b - a for a, b in zip(clock.ends[1:], clock.ends[2:]))
    median = statistics.median(seconds)
    print(f"{args.dtype}: median {median:.2f} s an iteration ({seconds[0]:.2f} to {seconds[-1]:.2f}), "
          f"{rollouts * args.answer_tokens / median:.0f} generated tokens/s")


if __name__ == "__main__":
    main()
