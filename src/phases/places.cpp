// SPDX-License-Identifier: Apache-2.0
#include "places.hpp"

#include <algorithm>

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

void Places::read(Ledger& ledger, std::string_view rule_set, const edge::Persons& persons, Id but_in) {
  ledger.each_place([&](const Place& place) {
    if (place.phase != but_in && place.rule_set == rule_set) take(place.counted, persons.key(place.person));
  });
}

void Places::take(std::string_view counted, const std::string& person) {
  while (!counted.empty()) {
    const std::string_view word = counted.substr(0, counted.find(' '));
    counted.remove_prefix(std::min(counted.size(), word.size() + 1));
    if (word.find('=') == std::string_view::npos) continue;
    std::vector<std::string>& persons = of_[std::string(word)];
    if (std::find(persons.begin(), persons.end(), person) == persons.end()) persons.push_back(person);
  }
}

bool Places::has_room(const std::string& key, const std::string& person, std::int64_t at_most) const {
  const auto found = of_.find(key);
  if (found == of_.end()) return at_most > 0;
  const std::vector<std::string>& persons = found->second;
  return static_cast<std::int64_t>(persons.size()) < at_most ||
         std::find(persons.begin(), persons.end(), person) != persons.end();
}

std::vector<std::string> beyond_quotas(const edge::PhaseRules& rules, std::string_view counted,
                                       Language language) {
  std::vector<std::string> found;
  for (const edge::Quota& quota : rules.quotas) {
    if ((" " + std::string(counted)).find(" " + quota.name + "!") == std::string::npos) continue;
    found.push_back(quota.label.empty() ? quota.name : quota.label.in(language));
  }
  return found;
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
