#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# includes_test.sh BUILD_DIR: does includes.sh see what it is there to see? Runs it on a small tree of its own.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
tree=$1/small-tree

fresh() {
  rm -rf "$tree"
  mkdir -p "$tree/include/hotro/impl" "$tree/include/hotro/edge" "$tree/src/edge" "$tree/tests/architecture"
  cat > "$tree/tests/architecture/chain.txt" << 'END'
[chain]
source
model
program  ops range lower
run
edge/*
[apart]
run : model
[only]
yaml-cpp/ : impl/source.inl
fmt/ : edge/* src/edge/*
[costly]
map
END
  cd "$tree/include/hotro"
  touch source.hpp model.hpp program.hpp run.hpp ops.def
  echo '#include "../model.hpp"' > impl/lower.inl
  add program.hpp '#include "source.hpp"'
  add program.hpp '#  include "ops.def"'
  add program.hpp '#include "impl/program.inl"'
  add impl/program.inl '#include <map>'
  add impl/program.inl '#include "../program.hpp"'
  add impl/program.inl '#include "hotro/model.hpp"'
  add impl/program.inl '#include "lower.inl"'
  add impl/source.inl '#include <yaml-cpp/yaml.h>'
  add run.hpp '#include "program.hpp"'
  add edge/csv.hpp '#include <hotro/run.hpp>'
  add ../../src/edge/csv.cpp '#include <fmt/format.h>'
}
add() { echo "$2" >> "$1"; }

failures=0
expect() {  # what is expected in the output, what it shows
  local output status=0
  output=$(bash "$here/includes.sh" "$tree") || status=$?
  if [[ $1 == none && $status == 0 ]] || { [[ $1 != none && $status != 0 ]] && grep -q -- "$1" <<< "$output"; }; then
    return
  fi
  echo "FAILED: $2; expected: $1; found:"
  echo "$output"
  failures=$((failures + 1))
}

fresh; expect none "includes that point down the chain are fine"
fresh; add source.hpp '#include "model.hpp"'
expect 'source.hpp:1: source stands above model' "a header must not include one below it"
fresh; add impl/source.inl '#include "hotro/run.hpp"'
expect 'impl/source.inl:2: source stands above run' "neither may an implementation"
fresh; add impl/range.inl '#include "lower.inl"'
expect 'the piece range stands before lower' "pieces of one header have an order"
fresh; add impl/surprise.inl ''
expect 'impl/surprise.inl: not in' "every file has its place"
fresh; add run.hpp '#include "edge/csv.hpp"'
expect 'run stands above edge' "the edge is unknown below"
fresh; add program.hpp '#include "model.hpp"'
expect 'run.hpp: must not reach model.hpp (run.hpp -> program.hpp -> model.hpp)' "apart holds through headers"
fresh; add model.hpp '#include <map>'
expect 'model.hpp:1: <map> is too costly' "public headers are cheap"
fresh; add impl/program.inl '#include <yaml-cpp/yaml.h>'
expect 'may only be included by impl/source.inl' "one file knows YAML"
fresh; add ../../src/run.cpp '#include <fmt/format.h>'
expect 'src/run.cpp:1: <fmt/format.h> may only' "the rules on others' headers hold in src, too"
fresh; rm model.hpp
expect 'there is no include/hotro/model.hpp' "chain.txt stays true"

rm -rf "$tree"
((failures == 0))
