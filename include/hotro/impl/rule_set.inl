// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "../rule_set.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

HOTRO_INLINE std::string_view name(Operation operation) {
  constexpr std::string_view names[] = {
      "constant", "fact",      "parameter", "reading",       "definition",     "negate",
      "add",      "subtract",  "multiply",  "divide",        "minimum",        "maximum",
      "absolute", "modulo",    "round",     "years_between", "months_between", "add_months",
      "equal",    "not_equal", "less",      "less_equal",    "greater",        "greater_equal",
      "negation", "all",       "any",       "none",          "at_least",       "choose"};
  return names[static_cast<int>(operation)];
}

HOTRO_INLINE std::string Fact::path() const {
  switch (group) {
    case Group::enterprise: return "enterprise." + name;
    case Group::ledger: return "paid_before." + name;
    case Group::dossier: break;
  }
  return name;
}

HOTRO_INLINE Date RuleSet::latest_enactment() const {
  Date latest = beginning;
  for (std::uint32_t act : acts) latest = std::max(latest, sources[act].enacted);
  return latest;
}

// Without building the paths: formulas of a rule set with thousands of facts look names up thousands of
// times.
HOTRO_INLINE std::uint32_t find_fact(const RuleSet& rules, std::string_view path) {
  for (std::uint32_t i = 0; i < rules.facts.size(); ++i) {
    const Fact& fact = rules.facts[i];
    if (path.size() < fact.name.size() || path.substr(path.size() - fact.name.size()) != fact.name) continue;
    if (fact.path() == path) return i;
  }
  return none;
}

HOTRO_INLINE std::uint32_t find_benefit(const RuleSet& rules, std::string_view name) {
  for (std::uint32_t i = 0; i < rules.benefits.size(); ++i) {
    if (rules.benefits[i].name == name) return i;
  }
  return none;
}

HOTRO_INLINE std::uint32_t find_reading(const RuleSet& rules, std::string_view name) {
  for (std::uint32_t i = 0; i < rules.readings.size(); ++i) {
    if (rules.readings[i].name == name) return i;
  }
  return none;
}

HOTRO_INLINE std::uint32_t find_option(const ChoiceType& type, std::string_view option) {
  for (std::uint32_t i = 0; i < type.options.size(); ++i) {
    if (type.options[i] == option) return i;
  }
  return none;
}

HOTRO_INLINE std::string cite(const RuleSet& rules, const Citation& citation, Language language) {
  const std::string& title = rules.sources[citation.source].title.in(language);
  const std::string place = locator_text(citation, language);
  return place.empty() ? title : title + ", " + place;
}

// Citations of the same source in a row name it once: "…, Art. 7; Art. 12; Art. 17".
HOTRO_INLINE std::string cite(const RuleSet& rules, const Basis& basis, Language language) {
  std::string text;
  std::uint32_t source = none;
  for (const Citation& citation : basis.citations) {
    if (!text.empty()) text += "; ";
    const std::string place = locator_text(citation, language);
    text += citation.source == source && !place.empty() ? place : cite(rules, citation, language);
    source = citation.source;
  }
  return text;
}

}  // namespace HOTRO_ABI
}  // namespace hotro
