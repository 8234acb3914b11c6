#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# pages.sh PROGRAM [--approve]: does docs/errors hold a page for every code, and is what the pages say so?
#
# The first block `yaml` of a page, or its command `sh`, is refused as the block `text` shows; the second is accepted,
# without warnings if the page is about one. An example is completed by the keys of rest.yaml that it does not name, and
# imports basis/. A line "# NAME.yaml" begins a file of that name. Examples with an ellipsis "…" are not run. --approve
# writes the blocks `text`, and the table of docs/errors/README.md, anew.
set -euo pipefail
shopt -s nullglob
program=$(realpath "$1")
approve=${2-}
here=$(realpath "$(dirname "$0")")
cd "$here/../.."
export LC_ALL=C.UTF-8 NO_COLOR=1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/errors"
cp -r "$here/basis" "$scratch/errors/basis"

failed=0
wrong() {
  echo "$*"
  failed=1
}

# block PAGE LANGUAGE NUMBER: the lines of the N-th block of a language.
block() {
  awk -v fence="\`\`\`$2" -v number="$3" '
    inside && /^```/ { exit }
    inside { print }
    $0 == fence && ++count == number { inside = 1 }' "$1"
}

# complete FILE: adds the keys of rest.yaml that stand in it neither as keys nor as comments.
complete() {
  awk -v file="$1" '
    BEGIN { while ((getline line < file) > 0) if (match(line, /^(# )?[a-z_]+:/)) { key = substr(line, 1, RLENGTH); sub(/^# /, "", key); named[key] = 1 } }
    /^[a-z_]+:/ { key = $1; if (!match(key, /:$/)) sub(/:.*/, ":", key); wanted = !(key in named) }
    wanted' "$here/rest.yaml" >> "$1"
}

# check EXAMPLE: what the program says about an example.
check() {
  local folder=$scratch/errors/example file=
  rm -rf "$folder"
  mkdir "$folder"
  case $'\n'$1 in
    *$'\n'"# "*.yaml$'\n'*) ;;
    *$'\n'"changes:"*) file=amendment.yaml ;;
    *$'\n'"cases:"*) file=cases.yaml ;;
    *$'\n'"phases_of:"*) file=phases.yaml ;;
    *$'\n'"population_of:"*) file=population.yaml ;;
    *) file=rules.yaml ;;
  esac
  while IFS= read -r line; do
    if [[ $line =~ ^"# "([a-z0-9-]+\.yaml)$ ]]; then file=${BASH_REMATCH[1]}; fi
    printf '%s\n' "$line" >> "$folder/$file"
  done <<< "$1"
  touch "$folder/rules.yaml"
  complete "$folder/rules.yaml"
  (cd "$scratch" && "$program" check errors/example) < /dev/null 2>&1 |
    sed -E "s|^$scratch/||; s|^errors/example/||"'; /^errors\.example: /,$d' | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' || true
}

# run COMMAND: what a command says about the example that rest.yaml is by itself.
run() {
  mkdir -p "$scratch/errors/example" "$scratch/bin"
  rm -f "$scratch/errors/example/"*
  cp "$here/rest.yaml" "$scratch/errors/example/rules.yaml"
  ln -sf "$program" "$scratch/bin/hotro"
  (cd "$scratch" && PATH=$scratch/bin:$PATH && eval "$1") < /dev/null 2>&1 | sed -E "s|^$scratch/||" || true
}

table=$'# Codes\n\nEvery code that hotro reports, in the order of the stages that find them. `hotro why CODE` prints a page.\n\n'
table+=$'| code | name | |\n|---|---|---|'
declare -A known
pattern="^HOTRO_CODE\('(.)', ([0-9]+), ([a-z0-9_]+), \"(.*)\"\)$"
while IFS= read -r line; do
  [[ $line =~ $pattern ]] || continue
  name=${BASH_REMATCH[3]} meaning=${BASH_REMATCH[4]}
  code=${BASH_REMATCH[1]}$(printf %04d "${BASH_REMATCH[2]}")
  page=docs/errors/$code.md
  known[$code]=1
  table+=$'\n'"| [$code]($code.md) | \`$name\` | $meaning |"
  if [[ ! -e $page ]]; then wrong "$code has no page $page"; continue; fi
  sentence=$(sed -n 3p "$page")
  [[ $(head -1 "$page") == "# $code $name" ]] || wrong "$page does not begin with \"# $code $name\""
  [[ $sentence == "${meaning^}." ]] || wrong "$page:3: expected \"${meaning^}.\""

  bad=$(block "$page" yaml 1)
  good=$(block "$page" yaml 2)
  text=$(block "$page" text 1)
  command=$(block "$page" sh 1)
  [[ -n $bad$command && -n $text ]] || wrong "$page has no example, or not what hotro says about it"
  if [[ $bad != *…* ]]; then
    if [[ -n $bad ]]; then said=$(check "$bad"); else said=$(run "$command"); fi
    [[ $said == *"$code"* ]] || wrong "$page: the example is not refused with $code: $said"
    if [[ $said != "$text" ]]; then
      if [[ $approve == --approve ]]; then
        said=$said awk '/^```text$/ && !done { print; print ENVIRON["said"]; skip = done = 1; next } /^```/ { skip = 0 } !skip' \
          "$page" > "$scratch/page"
        cp "$scratch/page" "$page"
      else
        wrong "$page: hotro says something else:"
        diff <(printf '%s\n' "$text") <(printf '%s\n' "$said") || true
      fi
    fi
  fi
  if [[ -n $good && $good != *…* ]]; then
    said=$(check "$good")
    if [[ $code == E* && $said != *": error "* ]]; then said=; fi  # nothing reads what it only declares
    [[ -z $said ]] || wrong "$page: the way out is refused: $said"
  fi
  command=$(block "$page" sh 2)
  if [[ -n $command ]]; then
    said=$(run "$command")
    [[ $said != *"$code"* ]] || wrong "$page: the way out is refused: $said"
  fi
done < include/hotro/codes.def

for page in docs/errors/*.md; do
  code=$(basename "$page" .md)
  [[ $code == README || -n ${known[$code]-} ]] || wrong "$page is about no code of codes.def"
done
if [[ $approve == --approve ]]; then
  printf '%s\n' "$table" > docs/errors/README.md
elif [[ ! -e docs/errors/README.md || $table != "$(cat docs/errors/README.md)" ]]; then
  wrong "docs/errors/README.md does not list the codes: run tests/errors/pages.sh with --approve"
fi
exit $failed
