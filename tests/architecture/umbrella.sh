#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# umbrella.sh ROOT COMPILER [FLAG...]: what <hotro/hotro.hpp> costs whoever includes it, in preprocessed lines, against the
# standard headers that its declarations cannot do without: at most 1.15 ×. It is 1.00 × with g++ 12, where <map> or
# <memory> would make it 1.2, <algorithm> 1.4 and <functional> or <iostream> more.
set -euo pipefail
root=$1
shift
lines() { printf '#include <%s>\n' "$@" | "${compiler[@]}" -I"$root/include" -E -P -x c++ - | wc -l; }
compiler=("$@")

standard=$(lines string string_view vector span optional)
umbrella=$(lines hotro/hotro.hpp)
echo "hotro.hpp: $umbrella lines, the standard headers: $standard, ratio $((umbrella * 100 / standard)) %"
((standard > 0 && umbrella * 100 <= standard * 115))
