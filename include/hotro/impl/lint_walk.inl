// SPDX-License-Identifier: Apache-2.0
#pragma once

// Walks over the model that lints have in common, and numbers as rule sets write them.

#include <algorithm>
#include <string>
#include <vector>

#include "../lint.hpp"
#include "range.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

/// Imports are judged where they are the rule set.
inline bool own(const RuleSet& rules, Span span) {
  return std::find(rules.files.begin(), rules.files.end(), span.source) != rules.files.end();
}

/// What a formula is computed from directly: inputs, the versions of a definition, whether a fact applies.
inline std::vector<FormulaId> leans_on(const RuleSet& rules, FormulaId id) {
  const Formula& formula = rules.formulas[id];
  std::vector<FormulaId> found = formula.inputs;
  if (formula.operation == Operation::fact && rules.facts[formula.index].applies_if != none)
    found.push_back(rules.facts[formula.index].applies_if);
  if (formula.operation == Operation::definition) {
    for (const auto& version : rules.definitions[formula.index].timeline.versions)
      found.push_back(version.value);
  }
  return found;
}

/// Calls visit(id) once for each formula that the given ones are computed from, themselves included; what
/// visit does not accept is not entered.
template <class F>
void each_below(const RuleSet& rules, std::vector<FormulaId> open, F&& visit) {
  std::vector<bool> seen(rules.formulas.size());
  while (!open.empty()) {
    const FormulaId id = open.back();
    open.pop_back();
    if (id == none || seen[id]) continue;
    seen[id] = true;
    if (!visit(id)) continue;
    const std::vector<FormulaId> next = leans_on(rules, id);
    open.insert(open.end(), next.rbegin(), next.rend());
  }
}

using Fraction = boost::multiprecision::cpp_rational;

/// 1_000_000
inline std::string grouped_digits(const Big& value) {
  std::string text = value < 0 ? Big(-value).str() : value.str();
  for (std::size_t end = text.size(); end > 3; end -= 3) text.insert(end - 3, "_");
  return value < 0 ? "-" + text : text;
}

/// A number in the unit of its type; what is no value of the type is rounded down, or up.
inline std::string written(const RuleSet& rules, const Type& type, const Fraction& value, bool up) {
  const Big above = numerator(value);
  const Big below = denominator(value);
  if (type.kind == Kind::rate) {
    const Fraction hundreds = value * 100;
    return denominator(hundreds) == 1 ? grouped_digits(numerator(hundreds)) + "%"
                                      : above.str() + "/" + below.str();
  }
  const Big whole = divide_rounded(above, below, up ? Rounding::ceiling : Rounding::floor);
  if (type.kind == Kind::date) {
    return iso(Date{static_cast<std::int32_t>(std::clamp(whole, Big(first_date.day), Big(last_date.day)))});
  }
  const int digits = type.kind == Kind::money ? std::max(0, minor_digits(rules.currency)) : 0;
  if (digits == 0) return grouped_digits(whole);
  const Big unit = pow(Big(10), static_cast<unsigned>(digits));
  const Big magnitude = whole < 0 ? Big(-whole) : whole;
  const std::string rest = Big(magnitude % unit).str();
  return (whole < 0 ? "-" : "") + grouped_digits(magnitude / unit) + "." +
         std::string(static_cast<std::size_t>(digits) - rest.size(), '0') + rest;
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
