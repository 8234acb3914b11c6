#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# stories.sh PROGRAM [--approve] STORY...: runs the commands of stories, and compares what they print with what stands
# there. README.md says how a story is written.
set -euo pipefail
program=$(realpath "$1")
shift
approve=
if [[ ${1-} == --approve ]]; then approve=yes; shift; fi
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export RULES=$here/rules NO_COLOR=1 LC_ALL=C.UTF-8 HOTRO=$program
unset HOTRO_RULES

# Reads a story, writes it again with what its commands print now.
play() {
  local line text status
  while IFS= read -r line || [[ -n $line ]]; do
    case $line in
      '> '*)
        printf '%s\n' "$line"
        : > "${line#> }"
        while IFS= read -r text && [[ -n $text ]]; do
          printf '%s\n' "$text"
          printf '%s\n' "$text" >> "${line#> }"
        done
        echo ;;
      '$ '*)
        printf '%s\n' "$line"
        text=$(hotro() { "$HOTRO" "$@"; }; eval "${line#\$ }" 2>&1 < /dev/null) && status=0 || status=$?
        if [[ -n $text ]]; then printf '%s\n' "$text" | sed -E 's/[0-9]+-[0-9a-f]{64}/HEAD/g'; fi
        if [[ $status != 0 ]]; then echo "[$status]"; fi
        echo ;;
      '# '*) printf '%s\n' "$line" ;;
    esac
  done
}

failed=0
for story; do
  folder=$(mktemp -d)
  (cd "$folder" && play) < "$story" > "$folder/told"
  if [[ -n $approve ]]; then
    cp "$folder/told" "$story"
  elif ! diff -u --label "$story" --label "as it went" "$story" "$folder/told"; then
    failed=1
  fi
  rm -rf "$folder"
done
exit $failed
