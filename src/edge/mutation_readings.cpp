// SPDX-License-Identifier: Apache-2.0
#include "mutation_readings.hpp"

#include <algorithm>

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

MutationReadings::MutationReadings(const RuleSet& rules) : rules_(rules), roots_of_(rules.formulas.size()) {
  for (const Benefit& benefit : rules.benefits) {
    enter(benefit.effective_on, none);
    enter(benefit.when, none);
    for (const Condition& condition : benefit.conditions) enter(condition.timeline, none);
    enter(benefit.entitlement, none);
  }
  for (std::uint32_t i = 0; i < rules.definitions.size(); ++i) enter(rules.definitions[i].timeline, i);
}

void MutationReadings::enter(const Timeline<FormulaId>& timeline, std::uint32_t definition) {
  for (const auto& version : timeline.versions) enter(version.value, definition);
}

void MutationReadings::enter(FormulaId root, std::uint32_t definition) {
  if (root == none) return;
  const auto index = static_cast<std::uint32_t>(roots_.size());
  Root& found = roots_.emplace_back();
  found.definition = definition;
  found.readings.resize(rules_.readings.size());
  std::vector<bool> seen(rules_.formulas.size());
  std::vector<FormulaId> open{root};
  while (!open.empty()) {
    const FormulaId id = open.back();
    open.pop_back();
    if (id == none || seen[id]) continue;
    seen[id] = true;
    roots_of_[id].push_back(index);
    const Formula& formula = rules_.formulas[id];
    switch (formula.operation) {
      case Operation::reading: found.readings[formula.index] = true; break;
      case Operation::definition: found.definitions.push_back(formula.index); break;
      case Operation::fact: open.push_back(rules_.facts[formula.index].applies_if); break;
      case Operation::years_between:
      case Operation::months_between:
      case Operation::add_months:
        if (rules_.month_end_reading != none) found.readings[rules_.month_end_reading] = true;
        break;
      default: break;
    }
    open.insert(open.end(), formula.inputs.begin(), formula.inputs.end());
  }
}

std::vector<bool> MutationReadings::of(const MutationSite& site) const {
  std::vector<bool> result(rules_.readings.size(), site.everywhere || site.patch == nullptr);
  std::vector<std::uint32_t> open;
  const auto add = [&](FormulaId id) { open.insert(open.end(), roots_of_[id].begin(), roots_of_[id].end()); };
  for (const FormulaId id : site.formulas) add(id);
  for (FormulaId id = 0; id < rules_.formulas.size(); ++id) {
    const Formula& formula = rules_.formulas[id];
    if (formula.operation == Operation::parameter &&
        std::any_of(site.versions.begin(), site.versions.end(),
                    [&](const auto& version) { return version.first == formula.index; }))
      add(id);
  }
  // Upwards: whatever reads a definition that is affected.
  std::vector<bool> affected(roots_.size());
  std::vector<bool> changed(rules_.definitions.size());
  while (!open.empty()) {
    const std::uint32_t index = open.back();
    open.pop_back();
    if (affected[index]) continue;
    affected[index] = true;
    const std::uint32_t definition = roots_[index].definition;
    if (definition == none || changed[definition]) continue;
    changed[definition] = true;
    for (std::uint32_t i = 0; i < roots_.size(); ++i) {
      const auto& read = roots_[i].definitions;
      if (std::find(read.begin(), read.end(), definition) != read.end()) open.push_back(i);
    }
  }
  // Downwards: whatever the affected lines read.
  std::vector<bool> below = affected;
  for (std::uint32_t i = 0; i < roots_.size(); ++i) {
    if (below[i]) open.push_back(i);
  }
  while (!open.empty()) {
    const Root& root = roots_[open.back()];
    open.pop_back();
    for (std::size_t i = 0; i < result.size(); ++i) result[i] = result[i] || root.readings[i];
    for (std::uint32_t i = 0; i < roots_.size(); ++i) {
      if (below[i] || roots_[i].definition == none ||
          std::find(root.definitions.begin(), root.definitions.end(), roots_[i].definition) ==
              root.definitions.end())
        continue;
      below[i] = true;
      open.push_back(i);
    }
  }
  return result;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
