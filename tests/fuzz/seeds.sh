#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# seeds.sh TARGET FOLDER [PROGRAM]: puts the inputs that fuzzing of a target begins with into FOLDER: files that the
# tests have anyway, and seeds/TARGET, what is nowhere else; and their words into FOLDER.words. With PROGRAM, which is
# the target without libFuzzer, runs it over them.
set -euo pipefail
shopt -s nullglob
target=$1 folder=$2 program=${3-}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

rm -rf "$folder"
mkdir -p "$folder"
folder=$(realpath "$folder")
program=${program:+$(realpath "$program")}
cd "$here/../.."

# take FILE...: each file is an input, named after its path.
take() {
  local file
  for file; do cp "$file" "$folder/${file//\//-}"; done
}
# join NAME FILE...: the files are one input.
join() {
  local name=$1 file
  shift
  cp "$1" "$folder/$name"
  for file in "${@:2}"; do
    printf '\x1e' >> "$folder/$name"
    cat "$file" >> "$folder/$name"
  done
}

case $target in
  yaml)
    take rules/vn/minimum-wage/rules.yaml tests/cli/rules/demo/*/rules.yaml tests/yaml/*.yaml tests/diagnostics/*.yaml
    join vgcl-6696 rules/vn/vgcl-6696/{rules,amendment-7785}.yaml rules/vn/minimum-wage/rules.yaml
    for sample in tests/diagnostics/*/; do
      files=()
      for file in "$sample"*.yaml; do
        [[ $file == */rules.yaml || $file == */cases.yaml || $file == */phases.yaml || $file == */population.yaml ]] || files+=("$file")
      done
      join "${sample//\//-}" "$sample/rules.yaml" "${files[@]}"
    done ;;
  formula)
    number=0
    while read -r line; do
      number=$((number + 1))
      printf '%s' "${line%% => *}" > "$folder/expression-$number"
    done < <(grep -h ' => ' tests/expressions/*.txt) ;;
  cases) take tests/cli/rules/demo/*/cases.yaml tests/diagnostics/*/cases.yaml ;;
  phases) take rules/vn/vgcl-6696/phases.yaml tests/diagnostics/*/phases.yaml ;;
  population) take rules/vn/vgcl-6696/population.yaml tests/diagnostics/*/population.yaml ;;
  csv)
    take tests/hostile/{applicants,enterprises,tables}/*.csv
    for phase in 1 2; do
      head -n 20 examples/nghe-an/phase-$phase/applicants.csv > "$folder/phase-$phase"
      printf '\x1e' >> "$folder/phase-$phase"
      head -n 20 examples/nghe-an/phase-$phase/enterprises.csv >> "$folder/phase-$phase"
    done ;;
  xlsx) take tests/hostile/applicants/*.xlsx ;;
  json) take tests/hostile/facts/*.json ;;
esac
take tests/fuzz/seeds/"$target"/*

# A dictionary for libFuzzer: the words of texts.
echo "# words of the seeds" > "$folder.words"
if [[ $target != program* ]]; then
  grep -rahoE '[A-Za-z_][A-Za-z_0-9.]{1,23}' "$folder" | sort | uniq -c | sort -k1,1nr -k2 |
    sed -nE '1,250s/^ *[0-9]+ (.*)$/"\1"/p' >> "$folder.words"
fi

if [[ -n $program ]]; then "$program" "$folder"; fi
