#!/usr/bin/env bash
# Installs what is missing on Debian 12, and says what for.
#
#   deploy/install.sh build    what `make run` needs
#   deploy/install.sh test     that, and what the tests need
#
# Safe to run again; without a package missing it takes a fraction of a second and asks for no rights.
set -euo pipefail
cd "$(dirname "$0")/.."

# package | when | why
packages='
clang-19            | build | the compiler of releases
lld-19              | build | links fast, and what clang 19 compiled
cmake               | build | describes the build
ninja-build         | build | runs it
pkg-config          | build | finds liburing, zstd, lz4 and ISA-L
ccache              | build | compiles nothing twice
g++                 | build | the C++ library that clang uses; the second compiler of the tests
liburing-dev        | build | io_uring
libboost1.81-dev    | build | Asio and Beast, for the HTTP listener
libzstd-dev         | build | codec zstd
liblz4-dev          | build | codec lz4
libsnappy-dev       | build | codec snappy
zlib1g-dev          | build | codec gzip, to write it
libisal-dev         | build | codec gzip, to read it
libfmt-dev          | build | formats log lines
catch2              | build | the test programs are part of the same build description
libclang-rt-19-dev  | test  | the sanitizers and libFuzzer
libbenchmark-dev    | test  | the programs in bench/
clang-format-19     | test  | make format, make lint
clang-tidy-19       | test  | make lint
python3             | build | the tests, many of which it runs, are part of the same build description; generates the messages
'
# What the real clients of tests/compat need: one package a line, the reason after a #. Who has its "(command: NAME)" from
# elsewhere, newer, keeps that: Node's own package and Debian's npm, for one, exclude each other.
compat_list=tests/compat/packages.txt

mode=${1-}
case $mode in
  build | test) ;;
  *) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac

wanted=()
while IFS='|' read -r name when _; do
  name=${name// /} when=${when// /}
  [[ -n $name ]] || continue
  if [[ $mode == test || $when == build ]]; then wanted+=("$name"); fi
done <<< "$packages"
if [[ $mode == test && -e $compat_list ]]; then
  while read -r line; do
    if [[ $line =~ \(command:\ ([a-z]+)\) ]] && command -v "${BASH_REMATCH[1]}" > /dev/null; then continue; fi
    line=${line%%#*} line=${line//[[:space:]]/}
    [[ -z $line ]] || wanted+=("$line")
  done < "$compat_list"
fi

if ! command -v dpkg-query > /dev/null; then
  echo "install: no dpkg here: not Debian. Needed are: ${wanted[*]}" >&2
  exit 0
fi

missing=()
for name in "${wanted[@]}"; do
  status=$(dpkg-query -W -f='${db:Status-Status}' "$name" 2> /dev/null || true)
  [[ $status == installed ]] || missing+=("$name")
done
((${#missing[@]})) || exit 0

echo "install: ${missing[*]}"
as_root=()
if [[ $(id -u) != 0 ]]; then
  command -v sudo > /dev/null || { echo "install: neither root nor sudo; please install: ${missing[*]}" >&2; exit 1; }
  as_root=(sudo)
fi
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends "${missing[@]}"
