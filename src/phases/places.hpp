// SPDX-License-Identifier: Apache-2.0
#pragma once

// Who has the places of quotas: at most so many for each thing.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "hotro/citation.hpp"
#include "hotro/edge/persons.hpp"
#include "hotro/edge/phase_rules.hpp"
#include "hotro/phases/ledger.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

class Places {
 public:
  /// Those that the ledger holds under a rule set, but for one phase.
  void read(Ledger& ledger, std::string_view rule_set, const edge::Persons& persons, Id but_in);
  /// `counted`: as in a DecisionRow; what is beyond a quota takes no place.
  void take(std::string_view counted, const std::string& person);
  /// Whether a person has a place, or there is a free one. `key`: `quota=thing`.
  [[nodiscard]] bool has_room(const std::string& key, const std::string& person, std::int64_t at_most) const;

 private:
  std::unordered_map<std::string, std::vector<std::string>> of_;  // persons, each once
};

/// The quotas whose places others have, of a decision; as shown.
std::vector<std::string> beyond_quotas(const edge::PhaseRules& rules, std::string_view counted,
                                       Language language);

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
