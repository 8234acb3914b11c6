// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hotro/config.hpp"
#include "hotro/diagnostic.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

/// What is near to a name that is not known; otherwise all that there is, behind `are`.
inline std::string near_or_all(std::string_view name, const std::vector<std::string>& known,
                               std::string_view are) {
  std::string help = did_you_mean(name, known);
  if (!help.empty()) return help;
  help = are;
  for (const std::string& one : known) help += (&one == &known.front() ? " " : ", ") + one;
  return help;
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
