#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# pkg_config.sh CMAKE BUILD FOLDER COMPILER [FLAG...]: installs BUILD below FOLDER and compiles a program with no more than
# what pkg-config says. 77: there is no pkg-config.
set -euo pipefail
source=$(cd "$(dirname "$0")" && pwd)
cmake=$1 build=$2 folder=$3
shift 3
command -v pkg-config > /dev/null || { echo "there is no pkg-config"; exit 77; }

rm -rf "$folder"
"$cmake" --install "$build" --prefix "$folder/prefix" > /dev/null
file=$(find "$folder/prefix" -name hotro.pc)
export PKG_CONFIG_PATH=${file%/*}
pkg-config --print-errors --exists 'hotro >= 0.1'
read -ra words < <(pkg-config --cflags --libs hotro)
echo "${words[*]}"
"$@" "$source/main.cpp" "$source/second.cpp" "${words[@]}" -o "$folder/uses_hotro"
LD_LIBRARY_PATH=${file%/*/*} "$folder/uses_hotro"
