#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# install.sh FOLDER: the contenders that are not built here, by name and version from the package registries, into
# a folder of their own. What cannot be installed is said, and left out of the benchmarks.
set -uo pipefail
folder=$(mkdir -p "$1" && cd "$1" && pwd)

python_packages=(openfisca-core==46.0.1 numpy==2.2.6 duckdb==1.4.4 zen-engine==0.53.0)
node_packages=(json-rules-engine@7.3.1)

python() {
  local package name venv=$folder/python
  if [[ ! -x $venv/bin/pip ]] && ! python3 -m venv "$venv"; then
    echo "not installed: ${python_packages[*]} (Debian's python3-venv makes their folder)"
    return
  fi
  mkdir -p "$venv/installed"
  for package in "${python_packages[@]}"; do
    name=${package%%==*}
    if [[ $(cat "$venv/installed/$name" 2> /dev/null) == "$package" ]]; then continue; fi
    rm -f "$venv/installed/$name"
    if "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$package" > "$folder/$name.log" 2>&1; then
      printf '%s' "$package" > "$venv/installed/$name"
    else
      echo "not installed: $package (see $folder/$name.log)"
    fi
  done
}

node() {
  local package name
  mkdir -p "$folder/node"
  for package in "${node_packages[@]}"; do
    name=${package%@*}
    if [[ $(cat "$folder/node/$name.version" 2> /dev/null) == "$package" ]]; then continue; fi
    if (cd "$folder/node" && npm install --silent --no-audit --no-fund --prefix . "$package") > "$folder/$name.log" 2>&1; then
      printf '%s' "$package" > "$folder/node/$name.version"
    else
      echo "not installed: $package (see $folder/$name.log)"
    fi
  done
}

if command -v python3 > /dev/null; then python; else echo "not installed: ${python_packages[*]} (there is no python3)"; fi
if command -v npm > /dev/null; then node; else echo "not installed: ${node_packages[*]} (there is no npm)"; fi
exit 0
