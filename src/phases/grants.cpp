// SPDX-License-Identifier: Apache-2.0
#include "grants.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

edge::Claim claim_of(const Rules& rules, std::string_view benefit, std::string_view round) {
  edge::Claim claim{find_benefit(rules.set, benefit), none};
  for (std::uint32_t i = 0; i < rules.phases.rounds.size(); ++i) {
    if (rules.phases.rounds[i].name == round) claim.round = i;
  }
  return claim;
}

void Grants::read(Ledger& ledger, Id but_due_in) {
  ledger.each_grant({}, [&](const Grant& grant) {
    if (grant.rule_set == rules_.set.id && (grant.paid || grant.phase != but_due_in))
      add(person(grant.person), claim_of(rules_, grant.benefit, grant.round), grant.amount);
  });
}

void Grants::add(const std::string& person, edge::Claim claim, std::int64_t amount) {
  of_[person].push_back({claim, amount});
}

std::int64_t Grants::before(const std::string& person, edge::Claim claim) const {
  const auto found = of_.find(person);
  if (found == of_.end()) return 0;
  std::int64_t sum = 0;
  for (const One& one : found->second) {
    if (edge::counts_against(rules_.phases, claim, one.claim)) sum += one.amount;
  }
  return sum;
}

edge::Persons read_persons(Ledger& ledger, const Rules& rules) {
  edge::Persons persons(rules.phases.person);
  ledger.each_number([&](Id, const NumberRow& row) { persons.join(row.old_number, row.new_number); });
  return persons;
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
