#!/bin/sh
# Runs the numeric tests as other machines would run them, one factor changed at a time, and says which factors this
# machine cannot take. A test that holds here alone, because its tolerance was measured on this processor, fails in one of them.
#
#     tools/other-processors.sh            every factor, all numeric tests (about a minute a factor on 2 cores)
#     tools/other-processors.sh --short    the factors that differ most, on the tests that compare computed numbers
#     tools/other-processors.sh --list     the factors, and which of them this machine has
#     tools/other-processors.sh UseAVX=1   only the factors whose names contain the words given
#
# The tests must be compiled: ./mvnw verify, or ./mvnw -Dquick test-compile. Logs: target/other-processors/
set -eu
cd "$(dirname "$0")/.."
logs=target/other-processors
numeric='dev/baltoro/tensor/**/*Test,dev/baltoro/model/**/*Test,dev/baltoro/train/optim/*Test,dev/baltoro/train/step/*Test,dev/baltoro/train/pretrain/*Test,dev/baltoro/engine/*Test,dev/baltoro/engine/decode/*Test,dev/baltoro/engine/sampling/*Test,dev/baltoro/cli/LogprobsCommandTest'
short='dev/baltoro/tensor/kernel/**/*Test,dev/baltoro/tensor/autograd/*Test,dev/baltoro/model/ParityTest,dev/baltoro/model/ScoringTest,dev/baltoro/train/optim/*Test,dev/baltoro/train/pretrain/DeterminismTest,dev/baltoro/engine/EngineParityTest'

# What the processor lists, one word a line; without /proc/cpuinfo (macOS, Windows) nothing is ruled out.
has() {
  [ ! -r /proc/cpuinfo ] || grep -qw -- "$1" /proc/cpuinfo
}

# name | needs | environment | JVM flags
factors() {
  cat <<'TABLE'
as it is|||
ATEN_CPU_CAPABILITY=default||ATEN_CPU_CAPABILITY=default|
ATEN_CPU_CAPABILITY=avx2|avx2|ATEN_CPU_CAPABILITY=avx2|
ATEN_CPU_CAPABILITY=avx512|avx512f|ATEN_CPU_CAPABILITY=avx512|
OPENBLAS_CORETYPE unset||-u OPENBLAS_CORETYPE|
OPENBLAS_CORETYPE=Haswell|avx2|OPENBLAS_CORETYPE=Haswell|
OPENBLAS_CORETYPE=Zen|avx2|OPENBLAS_CORETYPE=Zen|
OPENBLAS_CORETYPE=SkylakeX|avx512f|OPENBLAS_CORETYPE=SkylakeX|
UseAVX=1|avx||-XX:UseAVX=1
UseAVX=2|avx2||-XX:UseAVX=2
UseAVX=3|avx512f||-XX:UseAVX=3
ONEDNN_MAX_CPU_ISA=SSE41|sse4_1|ONEDNN_MAX_CPU_ISA=SSE41|
ONEDNN_MAX_CPU_ISA=AVX2|avx2|ONEDNN_MAX_CPU_ISA=AVX2|
ONEDNN_MAX_CPU_ISA=AVX512_CORE|avx512bw|ONEDNN_MAX_CPU_ISA=AVX512_CORE|
ONEDNN_MAX_CPU_ISA=ALL||ONEDNN_MAX_CPU_ISA=ALL|
workers=1|||-XX:ActiveProcessorCount=1
workers=2|||-XX:ActiveProcessorCount=2
workers=3|||-XX:ActiveProcessorCount=3
workers=4|||-XX:ActiveProcessorCount=4
bounds checks off|||-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0
bounds checks on|||-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=2
precision=fp32|||-Dbaltoro.test.precision=fp32
precision=bf16|||-Dbaltoro.test.precision=bf16
a plain AVX2 machine|avx2|ATEN_CPU_CAPABILITY=avx2 OPENBLAS_CORETYPE=Haswell ONEDNN_MAX_CPU_ISA=AVX2|-XX:UseAVX=2
TABLE
}

tests=$numeric
wanted=
list=
case ${1-} in
  --short)
    tests=$short
    wanted='UseAVX=1|plain AVX2|bounds checks off|workers=3'
    ;;
  --list) list=yes ;;
  -*)
    sed -n '2,10s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
  ?*) wanted=$1 ;;
esac

[ -n "$list" ] || [ -d target/test-classes ] || { echo "compile the tests first: ./mvnw -Dquick test-compile" >&2; exit 2; }
mkdir -p "$logs"
factors > "$logs/factors"
failed=0
ran=0
while IFS='|' read -r name needs environment flags; do
  [ -z "$wanted" ] || printf '%s\n' "$name" | grep -Eq -- "$wanted" || continue
  if [ -n "$needs" ] && ! has "$needs"; then
    printf '%-32s not on this machine: its processor lists no %s\n' "$name" "$needs"
    continue
  fi
  if [ -n "$list" ]; then
    printf '%-32s can be run here\n' "$name"
    continue
  fi
  ran=$((ran + 1))
  log=$logs/$(printf '%s' "$name" | tr -c 'A-Za-z0-9=\n' '-').log
  # shellcheck disable=SC2086
  if env $environment ./mvnw -B -ntp -Dquick -Dstyle.color=never surefire:test -Dtest="$tests" -DargLine="$flags" \
    -Dsurefire.failIfNoSpecifiedTests=true -Dsurefire.reportsDirectory="$PWD/$logs/reports" < /dev/null > "$log" 2>&1; then
    verdict=ok
  else
    verdict=FAILED
    failed=$((failed + 1))
  fi
  printf '%-32s %-7s %s\n' "$name" "$verdict" "$(grep -E 'Tests run:.*[0-9]+$' "$log" | tail -1 | sed 's/^\[[A-Z]*\] //')"
  [ $verdict = ok ] || grep -E '^\[ERROR\]   ' "$log" | head -20 || tail -5 "$log"
done < "$logs/factors"
[ -z "$list" ] || exit 0
[ $ran -gt 0 ] || { echo "no factor's name contains that: see --list" >&2; exit 2; }
if [ $failed -gt 0 ]; then
  echo "$failed of $ran factors failed; logs are in $logs" >&2
  exit 1
fi
