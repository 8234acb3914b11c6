#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# hostile.sh PROGRAM [--approve]: what the program makes of bad and odd tables and facts.
#
# applicants/NAME.csv (and .xlsx) and enterprises/NAME.csv are decided (with tables/ on the other side), facts/NAME.json is
# explained; NAME.txt beside each is the outcome. What is too large to be kept is written here. --approve writes
# the outcomes anew. Whatever the input: every row is decided or has an error, the program ends by itself, and
# nothing that it writes acts on a terminal or a spreadsheet.
set -euo pipefail
program=$(realpath "$1")
approve=${2-}
cd "$(dirname "$0")"
export LC_ALL=C.UTF-8 NO_COLOR=1
unset LANG LC_MESSAGES
rules=../cli/rules/demo/transport
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

fault() { echo "$1: $2"; failed=1; }

# decide NAME APPLICANTS ENTERPRISES: the outcome into $scratch/outcome
decide() {
  local exit=0
  rm -f "$scratch"/*.csv "$scratch"/*.json
  "$program" decide $rules --applicants "$2" --enterprises "$3" --out "$scratch/decisions.csv" \
    --errors "$scratch/errors.csv" < /dev/null > "$scratch/summary" 2> "$scratch/notes" || exit=$?
  {
    echo "[exit $exit]"
    cat "$scratch/notes"
    for file in decisions errors; do
      [[ ! -e $scratch/$file.csv ]] || { echo "--- $file"; tail -n +2 "$scratch/$file.csv"; }
    done
  } > "$scratch/outcome"
  (( exit <= 1 )) || fault "$1" "exit $exit"
  if grep -qE '(^|,)"?([=@]|[+-][^0-9])' "$scratch"/{decisions,errors}.csv 2> "$scratch/none"; then
    fault "$1" "writes what a spreadsheet runs as a formula"
  fi
  [[ -e $scratch/decisions.csv ]] || return 0
  "$program" decide $rules --applicants "$2" --enterprises "$3" --out "$scratch/decisions.json" --format json \
    < /dev/null > "$scratch/none" 2>&1 || true
  local counts
  counts=$(grep -oE '"rows":[0-9]+,"rows_with_errors":[0-9]+,"dossiers":[0-9]+' "$scratch/decisions.json" |
    tr -dc '0-9,')
  IFS=, read -r rows bad decided <<< "$counts"
  (( rows == bad + decided )) || fault "$1" "$rows rows, but $decided decided and $bad with errors"
  echo "--- $rows rows: $decided decided, $bad with errors" >> "$scratch/outcome"
}

explain() {
  local exit=0
  "$program" explain $rules < "$2" > "$scratch/outcome" 2>&1 || exit=$?
  sed -i "1i [exit $exit]" "$scratch/outcome"
  (( exit <= 1 )) || fault "$1" "exit $exit"
}

# judge OUTCOME: compares, or approves
judge() {
  if ! iconv -f UTF-8 -t UTF-8 "$scratch/outcome" > "$scratch/none" 2>&1; then fault "$1" "writes what is not UTF-8"; fi
  if grep -qP '[\x00-\x08\x0B-\x1F\x7F]' "$scratch/outcome"; then fault "$1" "writes control characters"; fi
  sed -i "s|$scratch/large|large|g" "$scratch/outcome"
  if [[ $approve == --approve ]]; then
    cp "$scratch/outcome" "$1"
  elif ! diff -u "$1" "$scratch/outcome"; then
    failed=1
  fi
}

mkdir "$scratch/large"
header=dossier_id,enterprise_id,person_id,way,applied_on,income,distance,birth_date,student
good=E2,P2,bus,01/02/2023,4160000,5,01/01/1990,
fill() { head -c "$1" /dev/zero | tr '\0' "$2"; }
{ echo $header; echo "D1,E2,P1,$(fill 1000000 x),01/02/2023,1,5,,"; echo "D2,$good"; } > "$scratch/large/field.csv"
{ echo $header; echo "D1,E2,\"$(fill 1000000 x)\",bus,01/02/2023,1,5,,"; echo "D2,$good"; } > "$scratch/large/quoted.csv"
{ echo $header; fill 1000000 ,; echo; echo "D2,$good"; } > "$scratch/large/row.csv"
{ echo "$header,$(fill 100000 h)"; echo "D2,$good,"; } > "$scratch/large/header.csv"
{ echo $header; echo "D1,E2,P1,bus,01/02/2023,$(fill 50000 9),$(fill 50000 -),$(fill 50000 /),"; } > "$scratch/large/numbers.csv"
{ echo $header; fill 200000 '"'; echo; echo "D2,$good"; } > "$scratch/large/quotes.csv"
{ echo $header; for i in {1..20}; do echo "\"D$i"; done; echo "D2,$good"; } > "$scratch/large/open_quotes.csv"
{ fill 500000 '['; fill 500000 ']'; } > "$scratch/large/lists.json"
{ for i in {1..50000}; do printf '{"a":'; done; echo 1; } > "$scratch/large/objects.json"
{ printf '{"income": '; fill 500000 9; echo '}'; } > "$scratch/large/number.json"
{ printf '{"way": "'; fill 1100000 x; echo '"}'; } > "$scratch/large/text.json"

for table in applicants/*.{csv,xlsx} "$scratch"/large/*.csv; do
  outcome=${table%.*}.txt
  outcome=${outcome/#"$scratch"/.}
  decide "$outcome" "$table" tables/enterprises.csv
  judge "$outcome"
done
for table in enterprises/*.csv; do
  decide "$table" tables/applicants.csv "$table"
  judge "${table%.csv}.txt"
done
for facts in facts/*.json "$scratch"/large/*.json; do
  outcome=${facts%.json}.txt
  outcome=${outcome/#"$scratch"/.}
  explain "$outcome" "$facts"
  judge "$outcome"
done
exit $failed
