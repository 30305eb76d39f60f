#!/usr/bin/env bash
# Builds llama.cpp's llama-batched-bench, a peer of docs/benchmarks.md, and its llama-server, which answers OpenAI's API,
# from the source tree inside an npm package.
#
#   tools/peers/build_llama.sh DIR [JOBS]
#
# DIR must lie outside the repository. It gets llama.cpp/ (the sources) and llama.cpp/build/bin/ (the programs).
# Repeating the command continues an interrupted build. Needs npm, git, cmake, a C++ compiler with OpenMP; 30 minutes
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
# Some virtual machines list the AMX units of their processor and refuse them: a program built for what is listed dies
# of an illegal instruction. So a tile is used once, and where that fails, the build leaves AMX out.
flags=
if grep -qw amx_tile /proc/cpuinfo 2>/dev/null; then
    cat >"$dir/amx.c" <<'SOURCE'
#include <immintrin.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) {
    struct { unsigned char palette, start, reserved[14]; unsigned short columns[16]; unsigned char rows[16]; } tiles =
        {.palette = 1, .columns = {16}, .rows = {1}};
    if (syscall(SYS_arch_prctl, 0x1023 /* ARCH_REQ_XCOMP_PERM */, 18 /* tile data */)) return 1;
    _tile_loadconfig(&tiles);
    _tile_zero(0);
    _tile_release();
    return 0;
}
SOURCE
    if ! { ${CC:-cc} -O1 -mamx-tile "$dir/amx.c" -o "$dir/amx" && "$dir/amx"; } >"$dir/amx.log" 2>&1; then
        echo "this machine lists AMX and refuses it: built without" >&2
        flags="-mno-amx-tile -mno-amx-int8 -mno-amx-bf16"
    fi
fi

# Built for this processor, as a user who cares for speed would; OpenMP obeys OMP_WAIT_POLICY, ggml's own threads spin.
cmake -S "$dir/llama.cpp" -B "$dir/llama.cpp/build" -DCMAKE_BUILD_TYPE=Release -DGGML_NATIVE=ON -DGGML_OPENMP=ON \
    -DCMAKE_C_FLAGS="$flags" -DCMAKE_CXX_FLAGS="$flags" -DLLAMA_CURL=OFF -DLLAMA_BUILD_TESTS=OFF \
    -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_SERVER=ON >"$dir/configure.log"
nice -n 5 cmake --build "$dir/llama.cpp/build" --target llama-batched-bench llama-server -j "$jobs" >"$dir/build.log"
git -C "$dir/llama.cpp" log -1 --format='llama.cpp %h of %cs'
echo "$dir/llama.cpp/build/bin/llama-batched-bench"
echo "$dir/llama.cpp/build/bin/llama-server"
