#!/usr/bin/env bash
# Builds and runs the micro-benchmarks: NAME_bench.cpp is the program NAME_bench. With names, only those.
set -euo pipefail
cd "$(dirname "$0")/../.."
names=("$@")
if ((${#names[@]} == 0)); then
  for source in bench/micro/*_bench.cpp; do
    [[ -e $source ]] || continue
    name=${source##*/}; names+=("${name%.cpp}")
  done
fi
((${#names[@]})) || { echo 'bench: there are none yet'; exit 0; }
echo "benchmarks: ${names[*]}"
cmake --preset release --log-level=WARNING > /dev/null
ninja -C build/release -j"${JOBS:-$(nproc)}" --quiet "${names[@]}"
for name in "${names[@]}"; do
  printf '\n== %s\n' "$name"
  "build/release/bench/$name"
done
