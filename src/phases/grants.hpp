// SPDX-License-Identifier: Apache-2.0
#pragma once

// Who was granted what, in memory: about 100 bytes for each person who was granted something.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "hotro/edge/persons.hpp"
#include "hotro/phases/ledger.hpp"
#include "hotro/phases/rules.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

/// A benefit and a round by their names; `none` where the rules have none of that name.
edge::Claim claim_of(const Rules& rules, std::string_view benefit, std::string_view round);

class Grants {
 public:
  Grants(const Rules& rules, const edge::Persons& persons) : rules_(rules), persons_(persons) {}

  /// What the ledger holds under this rule set, but for what is still to be paid in one phase.
  void read(Ledger& ledger, Id but_due_in);
  void add(const std::string& person, edge::Claim claim, std::int64_t amount);
  /// The same for all numbers of one person.
  [[nodiscard]] std::string person(std::string_view id) const { return persons_.key(id); }
  /// Whether a person was granted anything.
  [[nodiscard]] bool any(const std::string& person) const { return of_.count(person) != 0; }
  /// What counts against a claim.
  [[nodiscard]] std::int64_t before(const std::string& person, edge::Claim claim) const;

 private:
  struct One {
    edge::Claim claim;
    std::int64_t amount = 0;
  };
  const Rules& rules_;
  const edge::Persons& persons_;
  std::unordered_map<std::string, std::vector<One>> of_;
};

/// The numbers that lists have joined.
edge::Persons read_persons(Ledger& ledger, const Rules& rules);

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
