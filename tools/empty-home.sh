#!/bin/sh
# Checks that a clean clone passes on a machine that has nothing of ours: clones what is committed into a new folder, and
# runs a command there with an empty home and no environment but PATH, HOME, and what pip, npm and curl need to reach
# their registries.
#
#     tools/empty-home.sh                                   ./mvnw -B -ntp verify, libraries downloaded anew (400 MB)
#     tools/empty-home.sh ./baltoro doctor                  any other command
#
# KEEP=yes leaves the folder and prints its name.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
[ $# -gt 0 ] || set -- ./mvnw -B -ntp verify
work=$(mktemp -d)
if [ -n "${KEEP-}" ]; then echo "$work" >&2; else trap 'rm -rf "$work"' EXIT; fi
mkdir "$work/home"
git clone -q "$root" "$work/clone"
# Where the data that some tests may use lie beside the checkout, they lie beside the clone too.
data=$root/../shared/testdata
[ ! -d "$data" ] || { mkdir "$work/shared" && ln -s "$(cd "$data" && pwd)" "$work/shared/testdata"; }
set -- PATH="$PATH" HOME="$work/home" "$@"
for name in $(env | sed -n 's/^\(PIP_[A-Z_]*\|npm_[a-z_]*\|NODE_EXTRA_CA_CERTS\|REQUESTS_CA_BUNDLE\|SSL_CERT_FILE\|SSL_CERT_DIR\|CURL_CA_BUNDLE\|[a-zA-Z]*_proxy\|[A-Z]*_PROXY\)=.*/\1/p'); do
  eval "set -- $name=\"\$$name\" \"\$@\""
done
cd "$work/clone"
env -i "$@"
