// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <hotro/hotro.hpp>

int main() {
  hotro::Sources sources;
  const std::uint32_t files[] = {sources.add("rules.yaml", "hotro: 1\n")};
  const auto rules = hotro::load(sources, files);  // holds no rule set: diagnostics, not a crash
  return !rules && !rules.diagnostics().empty() ? 0 : 1;
}
