#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# pages.sh PROGRAM [--approve]: runs the commands of tests/cli/pages/*.txt and compares what they print.
#
# A page is what somebody sees who types the commands: each line that begins with "$ " is one, and behind it stand
# what it prints (both streams) and "[exit N]" where N is not 0. --approve writes the pages anew.
set -euo pipefail
program=$(realpath "$1")
approve=${2-}
cd "$(dirname "$0")"
export LC_ALL=C.UTF-8 NO_COLOR=1
unset LANG LC_MESSAGES
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/bin"
ln -s "$program" "$scratch/bin/hotro"
PATH="$scratch/bin:$PATH"
export out=$scratch  # pages write their files to $out

failed=0
for page in pages/*.txt; do
  while IFS= read -r line; do
    if [[ $line == "# "* || $line == "#" ]]; then echo "$line"; continue; fi
    [[ $line == '$ '* ]] || continue
    printf '\n%s\n' "$line"
    exit=0
    (eval "${line:2}") < /dev/null 2>&1 || exit=$?
    [[ $exit == 0 ]] || echo "[exit $exit]"
  done < "$page" | sed -E "s|$scratch|OUT|g; s/[0-9a-f]{64}/FINGERPRINT/; s/[0-9]+ ops/N ops/; s/\"ops\":[0-9]+/\"ops\":N/" > "$scratch/page"
  if [[ $approve == --approve ]]; then
    cp "$scratch/page" "$page"
  elif ! diff -u "$page" "$scratch/page"; then
    failed=1
  fi
done
exit $failed
