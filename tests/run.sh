#!/usr/bin/env bash
# Builds and runs the tests.
#
#   tests/run.sh check    unit tests and tidy, in the debug build
#   tests/run.sh all      everything: release (all layers), asan (unit, sim, fuzz), gcc (unit); installs what is missing
#
# A stage that fails does not hide the later ones. The last lines say what ran, by layer, and what failed.
set -uo pipefail
cd "$(dirname "$0")/.."
jobs=${JOBS:-$(nproc)}
results=build/results
started=$SECONDS
failed_stages=()

say() { printf '\n== %s (%d:%02d)\n' "$1" $(((SECONDS - started) / 60)) $(((SECONDS - started) % 60)); }

build() { # preset, targets…
  local preset=$1; shift
  say "build $preset"
  local log=build/$preset.configure.log
  mkdir -p build
  if ! cmake --preset "$preset" --log-level=WARNING > "$log" 2>&1; then
    cat "$log"
  elif ninja -C "build/$preset" -j"$jobs" --quiet "$@"; then
    return 0
  fi
  failed_stages+=("build of $preset")
  return 1
}

run() { # preset, labels (a regular expression), how many at a time, [tries]
  local preset=$1 labels=$2 parallel=$3 tries=${4-1} name
  name=$preset-${labels//[^a-z]/-}
  say "test $preset: ${labels//|/, }"
  # Which test is of which layer; the results do not say it.
  ctest --test-dir "build/$preset" --show-only=json-v1 > "$results/$name.json"
  # The limits are for the summary: it reads the closing lines of every test's output.
  ctest --test-dir "build/$preset" -L "^($labels)\$" -j"$parallel" --no-tests=ignore --output-on-failure \
    --repeat "until-pass:$tries" --test-output-size-passed 10000000 --test-output-size-failed 10000000 \
    --output-junit "$PWD/$results/$name.xml" | grep -v -E '^(Internal ctest|Test project|UpdateCTest|  *Start )'
}

case ${1-} in
  check)
    rm -rf "$results"; mkdir -p "$results"
    build debug && run debug 'unit|tidy' "$jobs"
    ;;
  all)
    deploy/install.sh test || failed_stages+=(installation)
    rm -rf "$results"; mkdir -p "$results"
    if build release; then
      run release 'tidy|unit|sim' "$jobs"
      # Real clients and processes that are killed: alone on the machine, so that no deadline is the machine's. They also
      # meet registries and other people's timeouts, so one that fails is run once more; both runs are printed.
      run release 'compat' 1 2
      run release 'faults' 1 2
      # Once: what a kill broke is broken, whatever the next run says.
      run release 'soak' 1
    fi
    # Half a minute for each fuzzer, two at a time.
    build asan && run asan 'unit|sim|fuzz' "$jobs"
    build gcc && run gcc unit "$jobs"
    ;;
  *) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac

say 'summary'
python3 tests/summary.py --seconds $((SECONDS - started)) ${failed_stages[@]+"${failed_stages[@]/#/--failed-stage=}"} "$results"
