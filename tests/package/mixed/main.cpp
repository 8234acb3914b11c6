// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <hotro/source.hpp>

std::size_t texts(const hotro::Sources& sources);  // in other.cpp

int main() {
  hotro::Sources sources;
  sources.add("rules.yaml", "hotro: 1\n");
  return texts(sources) == 1 ? 0 : 1;
}
