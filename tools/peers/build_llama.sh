#!/usr/bin/env bash
# Builds llama.cpp's llama-batched-bench, a peer of docs/benchmarks.md, from the source tree inside an npm package.
#
#   tools/peers/build_llama.sh DIR [JOBS]
#
# DIR must lie outside the repository. It gets llama.cpp/ (the sources) and llama.cpp/build/bin/llama-batched-bench.
# Repeating the command continues an interrupted build. Needs npm, git, cmake, a C++ compiler with OpenMP; 20 minutes
# on two cores.
set -euo pipefail

PACKAGE=node-llama-cpp@3.22.1

if [ $# -lt 1 ]; then
    echo "usage: tools/peers/build_llama.sh DIR [JOBS]" >&2
    exit 2
fi
mkdir -p "$1"
dir=$(cd "$1" && pwd)
jobs=${2:-$(nproc)}
repository=$(cd "$(dirname "$0")/../.." && pwd)
case "$dir/" in
"$repository"/*)
    echo "build_llama: $dir lies inside the repository; name a folder outside it" >&2
    exit 2
    ;;
esac

if [ ! -d "$dir/llama.cpp/.git" ]; then
    (cd "$dir" && npm pack --silent "$PACKAGE" >/dev/null)
    tar -xzf "$dir"/node-llama-cpp-*.tgz -C "$dir" package/llama/gitRelease.bundle
    git clone -q "$dir/package/llama/gitRelease.bundle" "$dir/llama.cpp"
fi
# Built for this processor, as a user who cares for speed would; OpenMP obeys OMP_WAIT_POLICY, ggml's own threads spin.
cmake -S "$dir/llama.cpp" -B "$dir/llama.cpp/build" -DCMAKE_BUILD_TYPE=Release -DGGML_NATIVE=ON -DGGML_OPENMP=ON \
    -DLLAMA_CURL=OFF -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_SERVER=OFF >"$dir/configure.log"
nice -n 5 cmake --build "$dir/llama.cpp/build" --target llama-batched-bench -j "$jobs" >"$dir/build.log"
git -C "$dir/llama.cpp" log -1 --format='llama.cpp %h of %cs'
echo "$dir/llama.cpp/build/bin/llama-batched-bench"
