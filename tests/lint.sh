#!/usr/bin/env bash
# What takes too long for the tests: every header compiles alone, the format, clang-tidy.
# With arguments, clang-tidy looks at those files only.
set -uo pipefail
cd "$(dirname "$0")/.."
jobs=${JOBS:-$(nproc)}
status=0

mapfile -t sources < <(git ls-files '*.h' '*.cpp' | grep -v '/generated/')
clang-format-19 --dry-run -Werror "${sources[@]}" || status=1

# A header that needs another one before it breaks the first file that includes it in another order.
mapfile -t headers < <(git ls-files '*.h' | grep -v -E '^tests/fuzz/')
printf '%s\0' "${headers[@]}" | xargs -0 -P "$jobs" -I{} clang++-19 -std=c++20 -I. -Wall -Wno-pragma-once-outside-header \
  -DKLAMM_TEST_DATA='""' -fsyntax-only -x c++-header {} || status=1
echo "lint: ${#headers[@]} headers compiled alone"

cmake --preset debug --log-level=WARNING > /dev/null || exit 1
mapfile -t checked < <(git ls-files 'runtime/*.cpp' 'protocol/*.cpp' 'storage/*.cpp' 'replication/*.cpp' \
  'coordinator/*.cpp' 'broker/*.cpp' | grep -v '/generated/')
if (($#)); then checked=("$@"); fi
printf '%s\0' "${checked[@]}" | xargs -0 -P "$jobs" -n 4 clang-tidy-19 --quiet -p build/debug || status=1
exit $status
