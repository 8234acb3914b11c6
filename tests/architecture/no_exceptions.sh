#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# no_exceptions.sh COMPILER [FLAG...] -- FILE...: each file, alone, compiles with -fno-exceptions.
set -euo pipefail
compiler=()
while [[ $1 != -- ]]; do compiler+=("$1"); shift; done
shift

failed=0
for file in "$@"; do
  if ! printf '#include "%s"\n' "$file" | "${compiler[@]}" -fno-exceptions -fsyntax-only -x c++ -; then
    echo "FAILED: $file"
    failed=$((failed + 1))
  fi
done
echo "$# files, $failed failed"
(($# > 0 && failed == 0))
