// SPDX-License-Identifier: Apache-2.0
#pragma once

// The lines of a report, enterprise by enterprise.

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "hotro/phases/report.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

struct EnterpriseLines {
  EnterpriseLine enterprise;
  std::vector<const Line*> lines;
};

/// "Công ty may Hưng Nguyên (DN-01)".
inline std::string title_of(const EnterpriseLine& enterprise) {
  if (enterprise.name.empty()) return enterprise.id;
  return enterprise.id.empty() ? enterprise.name : enterprise.name + " (" + enterprise.id + ")";
}

/// The lines that are wanted, of enterprises that have any: those of Report::by_enterprise in that order,
/// then others in the order of their first lines.
template <typename Wanted>
std::vector<EnterpriseLines> by_enterprise(const Report& report, const Wanted& wanted) {
  std::vector<EnterpriseLines> groups;
  std::map<std::string_view, std::size_t> places;
  for (const EnterpriseSum& one : report.by_enterprise) {
    if (places.emplace(one.enterprise.id, groups.size()).second) groups.push_back({one.enterprise, {}});
  }
  for (const Line& line : report.lines) {
    if (!wanted(line)) continue;
    const auto [place, is_new] = places.emplace(line.enterprise_id, groups.size());
    if (is_new) groups.push_back({{line.enterprise_id, ""}, {}});
    groups[place->second].lines.push_back(&line);
  }
  std::erase_if(groups, [](const EnterpriseLines& group) { return group.lines.empty(); });
  return groups;
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
