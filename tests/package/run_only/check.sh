#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# check.sh SAVE DECIDE RULES PROGRAM NM: what SAVE writes, DECIDE decides by; DECIDE has no yaml-cpp, neither as symbols
# nor as a library, and by the same look SAVE has it.
set -euo pipefail
save=$1 decide=$2 rules=$3 program=$4 nm=$5

yaml_in() {
  local symbols libraries
  symbols=$("$nm" -C "$1")
  libraries=$(ldd "$1")
  [[ $symbols == *YAML::* || $libraries == *yaml-cpp* ]]
}
yaml_in "$save" || { echo "FAILED: yaml-cpp is not seen where it is: $save"; exit 1; }
! yaml_in "$decide" || { echo "FAILED: $decide has yaml-cpp"; exit 1; }

"$save" "$rules" "$program"
answer=$("$decide" "$program")
# 3,700,000 × 2/37, to the nearest thousand
[[ $answer == "eligible 200000" ]] || { echo "FAILED: decided '$answer'"; exit 1; }
