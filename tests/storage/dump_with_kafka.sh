#!/usr/bin/env bash
# Lets Kafka's DumpLogSegments read segments, indexes and snapshots that test_storage wrote.
#
#   dump_with_kafka.sh TEST_STORAGE_PROGRAM KAFKA_LIBS_FOLDER
set -euo pipefail
program=$1
libs=$2
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
KLAMM_DUMP_DIR=$out "$program" '[.dump]' > /dev/null
files() { find "$out/topic-0" -name "*$1" | sort | paste -sd, -; }
dump() { java -cp "$libs/*" -Xmx256m org.apache.kafka.tools.DumpLogSegments "$@"; }

dump --deep-iteration --print-data-log --files "$(files .log)" > "$out/log.txt"
grep -q 'isvalid: true' "$out/log.txt"
if grep -q 'isvalid: false' "$out/log.txt"; then echo "a batch is not valid"; exit 1; fi
dump --verify-index-only --files "$(files .index),$(files .timeindex)" > "$out/index.txt" 2>&1
dump --index-sanity-check --files "$(files .index)" > "$out/sanity.txt" 2>&1
dump --files "$(files .index),$(files .timeindex)" > "$out/entries.txt" 2>&1
if grep -qiE 'mismatch|corrupt|not found|out of order|exception' "$out"/{index,sanity,entries}.txt; then
  grep -iE 'mismatch|corrupt|not found|out of order|exception' "$out"/{index,sanity,entries}.txt
  exit 1
fi
dump --files "$(files .snapshot)" > "$out/snapshot.txt"
grep -q 'producerId: 1000' "$out/snapshot.txt"
echo "$(grep -c 'baseOffset:' "$out/log.txt") batches, $(grep -c '^offset:' "$out/entries.txt") index entries, $(grep -c 'producerId' "$out/snapshot.txt") producer entries"
