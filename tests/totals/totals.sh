#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# totals.sh PROGRAM: decides as many dossiers as reports speak of, and compares the money with the sums that they name.
#
# totals.txt has a block for each figure: "figure" and what it says, "rules" and a rule set, "given" with facts that all dossiers
# share (those of their enterprise as enterprise.NAME=VALUE), then "dossiers", their number and more facts, "total" and the sum.
set -euo pipefail
program=$(realpath "$1")
file=$(realpath "$(dirname "$0")")/totals.txt
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export LC_ALL=C.UTF-8
failed=0

decide() {  # figure, rules, total; the rows stand in $scratch/rows
  awk -v folder="$scratch" '
    { split("", cell); number = $1
      for (i = 2; i <= NF; ++i) {
        at = index($i, "="); key = substr($i, 1, at - 1); value = substr($i, at + 1)
        if (key ~ /^enterprise\./) { if (!(key in of)) { of[key] = value; names = names "," key; values = values "," value } }
        else { if (!(key in seen)) { seen[key] = ++columns; name[columns] = key } cell[key] = value }
      }
      for (key in cell) rows[NR, key] = cell[key]
      times[NR] = number
    }
    END {
      out = folder "/applicants.csv"
      printf "dossier_id,enterprise_id" > out
      for (c = 1; c <= columns; ++c) printf ",%s", name[c] > out
      printf "\n" > out
      for (r = 1; r <= NR; ++r) for (n = 0; n < times[r]; ++n) {
        printf "D%d-%d,E", r, n > out
        for (c = 1; c <= columns; ++c) printf ",%s", rows[r, name[c]] > out
        printf "\n" > out
      }
      print "enterprise_id" names > (folder "/enterprises.csv")
      print "E" values > (folder "/enterprises.csv")
    }' "$scratch/rows"
  "$program" decide "$2" --applicants "$scratch/applicants.csv" --enterprises "$scratch/enterprises.csv" \
    --out "$scratch/decisions.csv" > "$scratch/told" 2>&1 || { cat "$scratch/told"; failed=1; return; }
  local paid
  paid=$(awk -F, 'NR == 1 { for (i = 1; i <= NF; ++i) if ($i == "payout") column = i } NR > 1 { sum += $column }
                  END { printf "%.0f", sum }' "$scratch/decisions.csv")
  printf '%-74s %18s %18s\n' "$1" "$3" "$paid"
  [[ $paid == "$3" ]] || failed=1
}

printf '%-74s %18s %18s\n' "published" "VND" "what comes out"
while read -r word rest; do
  case $word in
    figure) figure=$rest; given=''; : > "$scratch/rows" ;;
    rules) rules=$(dirname "$file")/../../$rest ;;
    given) given+=" $rest" ;;
    dossiers) echo "${rest%% *}$given${rest#"${rest%% *}"}" >> "$scratch/rows" ;;
    total) decide "$figure" "$rules" "$rest" ;;
  esac
done < "$file"
exit $failed
