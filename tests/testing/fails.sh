#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# fails.sh PROGRAM: do the tests of fails.cpp fail in the words of fails.txt? HOTRO_APPROVE=1 writes these anew.
set -euo pipefail
expected=tests/testing/fails.txt
# Of Catch2's own lines only what it says: not where the test stands, nor in which folder.
printed=$("$1" 2>&1 | sed -E 's|^.*fails\.cpp:[0-9]+|fails.cpp|; /^test_testing_fails is a Catch v/d; s/ +$//' || true)
if [[ -n ${HOTRO_APPROVE-} ]]; then printf '%s\n' "$printed" > "$expected"; fi
diff -u "$expected" <(printf '%s\n' "$printed")
