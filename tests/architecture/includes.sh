#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# includes.sh ROOT: do the includes of ROOT/include/hotro and ROOT/src follow ROOT/tests/architecture/chain.txt?
# Prints each violation as file:line and fails if there is one.
set -euo pipefail
shopt -s globstar nullglob

root=$1
chain=$root/tests/architecture/chain.txt
violations=0
violation() {
  echo "$1"
  violations=$((violations + 1))
}

# --- chain.txt: patterns[i] names the i-th place in the chain, rank[i] the line it stands on.
patterns=() rank=() heads=() apart=() only=() costly=" "
section= line_number=0
while read -r line; do
  line=${line%%#*}
  [[ $line =~ [^[:space:]] ]] || continue
  if [[ $line == \[* ]]; then section=${line//[^a-z]/}; continue; fi
  set -f; words=($line); set +f
  case $section in
    chain)
      line_number=$((line_number + 1))
      heads+=("${words[0]}")
      for word in "${words[@]}"; do patterns+=("$word") rank+=("$line_number"); done ;;
    apart) apart+=("$line") ;;
    only) only+=("$line") ;;
    costly) costly+="${words[*]} " ;;
  esac
done < "$chain"

# The name of a file in the chain: impl/date.inl and date.hpp are both `date`.
name_of() {
  name=${1#impl/}
  name=${name%.*}
}

# Sets position to the place of a name in the chain, or to nothing.
find_position() {
  position=
  local i
  for i in "${!patterns[@]}"; do
    if [[ $1 == ${patterns[i]} ]]; then position=$i; return; fi
  done
}

# Sets target to an include's path below include/hotro, or to nothing if it is not one of ours.
# $1: the including file's folder below include/hotro; $2: the include with its quotes or brackets.
resolve() {
  local path=${2:1:-1}
  target=
  if [[ $path == hotro/* ]]; then target=${path#hotro/}; return; fi
  [[ $2 == \"* ]] || return 0
  path=$1$path
  while [[ $path =~ ^(.*/)?[^/]+/\.\./(.*)$ ]]; do path=${BASH_REMATCH[1]}${BASH_REMATCH[2]}; done
  target=$path
}

declare -A reaches  # file -> the headers of ours that it includes, without the .inl of header-only use

check_include() {  # file, line number, include
  local file=$1 place="include/hotro/$1:$2" what=$3 folder= own own_name other
  [[ $file != */* ]] || folder=${file%/*}/
  resolve "$folder" "$what"
  if [[ -z $target ]]; then
    if [[ $file != impl/* && $file != edge/* && $file != phases/* && $file != testing/* && $costly == *" ${what:1:-1} "* ]]; then
      violation "$place: $what is too costly for a public header; use it in impl/"
    fi
    check_third_party "$place" "$file" "$what"
    return
  fi
  if [[ $target != impl/* || $file == impl/* ]]; then reaches[$file]+=" $target"; fi
  name_of "$file"; own_name=$name
  find_position "$name"; own=$position
  name_of "$target"
  find_position "$name"; other=$position
  if [[ -z $other ]]; then
    violation "$place: $what is not in the chain"
  elif ((rank[own] < rank[other])); then
    violation "$place: ${patterns[own]} stands above ${patterns[other]} and must not include $what"
  elif ((rank[own] == rank[other] && own < other)) && [[ ${heads[rank[own] - 1]} != "$own_name" ]]; then
    violation "$place: the piece ${patterns[own]} stands before ${patterns[other]} and must not include $what"
  fi
}

check_third_party() {  # place, file, include
  local rule folder allowed path=${3:1:-1}
  for rule in "${only[@]}"; do
    read -r folder <<< "${rule%%:*}"
    [[ $path == "$folder"* ]] || continue
    set -f
    for allowed in ${rule#*:}; do
      if [[ $2 == $allowed ]]; then set +f; return; fi
    done
    set +f
    violation "$1: $3 may only be included by${rule#*:}"
  done
}

# Calls $2 FILE LINE INCLUDE for each include of $1.
each_include() {
  local text number
  while IFS=: read -r number text; do
    [[ $text =~ (\"[^\"]+\"|\<[^\>]+\>) ]] && "$2" "$3" "$number" "${BASH_REMATCH[1]}"
  done < <(grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*["<]' "$1" || true)
}

check_source() { check_third_party "$1:$2" "$1" "$3"; }

cd "$root/include/hotro"
files=(**/*.hpp **/*.inl **/*.def)
for file in "${files[@]}"; do
  name_of "$file"
  find_position "$name"
  if [[ -z $position ]]; then
    violation "include/hotro/$file: not in tests/architecture/chain.txt"
  else
    each_include "$file" check_include "$file"
  fi
done
for head in "${heads[@]}"; do
  if [[ $head != *\** && ! -e $head.hpp ]]; then violation "chain.txt: there is no include/hotro/$head.hpp"; fi
done

cd "$root"
for file in src/**/*.cpp src/**/*.hpp; do each_include "$file" check_source "$file"; done

# --- apart: a walk over `reaches` from each file of the left.
walk() {  # file, the way to it
  local next
  for next in ${reaches[$1]-}; do
    [[ -z ${seen[$next]-} ]] || continue
    seen[$next]=1
    name_of "$next"
    if [[ $forbidden == *" $name "* ]]; then
      violation "include/hotro/$start: must not reach $next ($2 -> $next)"
    else
      walk "$next" "$2 -> $next"
    fi
  done
}
for rule in "${apart[@]}"; do
  forbidden=" ${rule#*:} "
  for left in ${rule%%:*}; do
    for start in "$left.hpp" "impl/$left.inl"; do
      declare -A seen=()
      walk "$start" "$start"
    done
  done
done

echo "${#files[@]} files, ${#heads[@]} headers in the chain, $violations violations"
((violations == 0))
