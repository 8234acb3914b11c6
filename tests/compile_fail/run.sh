#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# run.sh FILE COMPILER [FLAG...]: FILE must compile as it is, and must not with -DBAD, for the reason that its line
# `// BAD: words` names: one of these words separated by ` | ` stands in what the compiler says.
set -euo pipefail
file=$1
shift

if ! "$@" -fsyntax-only "$file"; then
  echo "FAILED: the good half of $file does not compile"
  exit 1
fi
if output=$("$@" -fsyntax-only -DBAD "$file" 2>&1); then
  echo "FAILED: the bad half of $file compiles"
  exit 1
fi
expected=$(sed -n 's,^// BAD: ,,p' "$file")
if [[ -z $expected ]]; then
  echo "FAILED: $file has no line \`// BAD: words\`"
  exit 1
fi
while read -r words; do
  if grep -qF -- "$words" <<< "$output"; then exit 0; fi
done <<< "${expected// | /$'\n'}"
echo "FAILED: the bad half of $file fails for another reason than: $expected"
echo "$output"
exit 1
