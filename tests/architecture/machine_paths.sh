#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# machine_paths.sh ROOT: no file of the project names a folder of somebody's machine. 77: not a git checkout.
set -euo pipefail
cd "$1"
git() { command git -c safe.directory='*' "$@"; }
git rev-parse --is-inside-work-tree > /dev/null 2>&1 || { echo "not a git checkout"; exit 77; }

# An absolute path begins where no word, dot or slash stands before it; URLs and relative paths do not match.
paths='(^|[^[:alnum:]_./~*})-])/(work|root|home|tmp|mnt|Users)(/|$|[^[:alnum:]_/-])'
folders='(^|[^[:alnum:]_./-])share[d]/(design|law|hooks)'
if git grep -nIE -e "$paths" -e "$folders" -- .; then
  echo "a file names a machine's own folder"
  exit 1
fi
