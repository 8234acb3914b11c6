#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# run.sh FOLDER LIBRARY COMPILER [FLAG...]: two files that pass a hotro type to each other link and run where both are
# compiled against LIBRARY, or both header-only. One of each does not link, whichever it is.
set -euo pipefail
source=$(cd "$(dirname "$0")" && pwd)
folder=$1 library=$2
shift 2

mkdir -p "$folder"
cd "$folder"
for file in main other; do
  "$@" -c "$source/$file.cpp" -o "$file.compiled.o"
  "$@" -DHOTRO_HEADER_ONLY -c "$source/$file.cpp" -o "$file.header_only.o"
done
for mode in compiled header_only; do
  "$@" "main.$mode.o" "other.$mode.o" "$library" -o "$mode"
  "./$mode" || { echo "FAILED: $mode answers wrongly"; exit 1; }
done
mixed() {  # the command that links
  if output=$("$@" 2>&1); then
    echo "FAILED: a $first main links with a $second other"
    exit 1
  fi
  if ! grep -qE 'undefined.*texts\(hotro::v1' <<< "$output"; then
    echo "FAILED: a $first main does not link with a $second other, but for another reason"
    echo "$output"
    exit 1
  fi
}
first=compiled second=header_only
mixed "$@" main.compiled.o other.header_only.o "$library" -o mixed
first=header_only second=compiled
mixed "$@" main.header_only.o other.compiled.o "$library" -o mixed
