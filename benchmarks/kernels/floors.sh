#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# floors.sh PROGRAM [--write]: counts the instructions of every kernel with callgrind and compares them with
# benchmarks/floors.txt. No clock is read, so that the outcome is the same on every machine; a kernel that is no longer
# vector code costs several times its floor.
set -euo pipefail
program=$1
floors=$(dirname "${BASH_SOURCE[0]}")/../floors.txt
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

valgrind --tool=callgrind --callgrind-out-file="$folder/out" "$program" count > "$folder/log" 2>&1 ||
  { cat "$folder/log"; exit 1; }
# By dump: "desc: Trigger: Client Request: add tiny exact avx2" and "totals: 123".
awk '/^desc: Trigger: Client Request: / { $1 = $2 = $3 = $4 = ""; sub(/^ +/, ""); name = $0 }
     /^totals: / { if (name != "") printf "%s %.2f\n", name, $2 / 512; name = "" }' "$folder"/out* |
  awk '{ key = sprintf("%-26s %-6s %-5s", $1, $2, $3); cost[key, $4] = $5; keys[key] }
       END { for (key in keys) printf "%s %8.2f %8.2f\n", key, cost[key, "baseline"], cost[key, "avx2"] }' |
  LC_ALL=C sort > "$folder/found"
[[ $(wc -l < "$folder/found") -gt 100 ]] || { echo "callgrind gave no counts"; cat "$folder/log"; exit 1; }

if [[ ${2-} == --write ]]; then
  { sed -n '/^#/p' "$floors"; cat "$folder/found"; } > "$folder/floors"
  cp "$folder/floors" "$floors"
  exit
fi
# 10 % are left to versions and options of the compiler.
awk 'NR == FNR { if ($0 !~ /^#/) { floor[$1 " " $2 " " $3] = $4 " " $5 } next }
     { key = $1 " " $2 " " $3; n++
       if (!(key in floor)) { print key ": no floor"; bad = 1; next }
       split(floor[key], f, " "); delete floor[key]
       for (i = 1; i <= 2; i++) if ($(3 + i) > 1.1 * f[i] + 0.02) {
         printf "%s: %.2f instructions a row with %s, where %.2f were enough\n", key, $(3 + i), i == 1 ? "SSE2" : "AVX2", f[i]
         bad = 1 } }
     END { for (key in floor) { print key ": a floor of no kernel"; bad = 1 }
       if (bad) print "floors.sh PROGRAM --write writes the floors anew, where more is needed for good reasons"
       else print n " kernels cost no more than their floors"; exit bad }' "$floors" "$folder/found"
