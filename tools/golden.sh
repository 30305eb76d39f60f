#!/bin/sh
# Prints sums of a short training run and of an engine's answers, for a change that must not change a byte:
# run it before and after, on one machine, and compare. BALTORO names the command (default: this checkout's launcher).
#     tools/golden.sh > before.txt; …; tools/golden.sh | diff before.txt -
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
baltoro=${BALTORO:-$root/baltoro}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"
$baltoro quickstart --run "$work/run" --set dialogues=400 --set solutions=200 \
  --set 'pretrain.stages=[{name: smoke, sequence_length: 128, steps: 12}]' --set pretrain.workers=2 --set pretrain.batch.tokens=2048 \
  --set pretrain.schedule.warmup_steps=4 --set pretrain.checkpoint.every_steps=6 --set pretrain.data.held_out_tokens=2048 \
  --set sft.max_steps=6 --set sft.workers=2 --set sft.batch.tokens=2048 --set sft.answers.questions=4 \
  --set rl.iterations=2 --set rl.workers=2 --set 'rl.rollout={prompts: 4, samples: 4}' --set rl.guards.base_rate_prompts=0 --set rl.evaluation.tasks=10 > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
find "$work/run/" -name '*.safetensors' | sort | while read -r file; do
  printf '%s  %s\n' "$(sha256sum < "$file" | cut -c1-16)" "${file#"$work/run/"}"
done
model=$work/run/pretrain/model
for seed in 1 2 3; do
  $baltoro generate --model "$model" --prompt "castle (noun):" --max-tokens 48 --seed $seed --temperature 1 2> /dev/null | sha256sum | cut -c1-16
done
$baltoro generate --model "$model" --prompt "Add 47 and 85." --max-tokens 48 --temperature 0 2> /dev/null | sha256sum | cut -c1-16
echo '{"tokens":[1,2,3,4,5,6,7,8]}' | $baltoro logprobs --model "$model" 2> /dev/null | sha256sum | cut -c1-16
