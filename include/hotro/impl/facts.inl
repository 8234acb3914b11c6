// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../facts.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

HOTRO_INLINE Facts::Facts(const Program& program) : program_(&program) { clear(); }

HOTRO_INLINE void Facts::clear() {
  cells_.resize(program_->inputs().size());
  for (std::uint32_t i = 0; i < cells_.size(); ++i) forget(i);
}

HOTRO_INLINE void Facts::forget(std::uint32_t input) {
  cells_[input] = {program_->inputs()[input].range, true, false};
}

HOTRO_INLINE bool Facts::refuse(std::uint32_t input) {
  cells_[input].refused = true;
  return false;
}

HOTRO_INLINE bool Facts::set(std::uint32_t input, std::int64_t value) {
  if (input >= cells_.size()) return false;
  forget(input);
  const Input& fact = program_->inputs()[input];
  if (fact.kind == Kind::text || value < fact.range.low || value > fact.range.high) return refuse(input);
  if (fact.kind == Kind::truth && value == static_cast<std::int64_t>(Truth::unknown)) return true;
  cells_[input] = {{value, value}, false, false};
  return true;
}

HOTRO_INLINE bool Facts::set(std::uint32_t input, Interval span) {
  if (span.known()) return set(input, span.low);
  if (input >= cells_.size()) return false;
  forget(input);
  const Input& fact = program_->inputs()[input];
  if (!is_number(fact.kind) || span.low > span.high || span.low < fact.range.low ||
      span.high > fact.range.high) {
    return refuse(input);
  }
  cells_[input] = {span, false, false};
  return true;
}

HOTRO_INLINE bool Facts::set(Handle<Choice> fact, std::string_view option) {
  if (!fact) return false;
  const std::vector<std::string>& options = program_->inputs()[fact.input].options;
  for (std::uint32_t i = 0; i < options.size(); ++i) {
    if (options[i] == option) return set(fact.input, static_cast<std::int64_t>(i));
  }
  forget(fact.input);
  return refuse(fact.input);
}

HOTRO_INLINE bool Facts::set(Handle<Rate> fact, Rate value) {
  constexpr std::int64_t parts = 1'000'000;
  if (!fact) return false;
  forget(fact.input);
  if (value.denominator <= 0 || parts % value.denominator != 0) return refuse(fact.input);
  const std::int64_t factor = parts / value.denominator;
  const std::int64_t limit = program_->inputs()[fact.input].range.high / factor + 1;
  if (value.numerator > limit || value.numerator < -parts * parts) return refuse(fact.input);
  return set(fact.input, value.numerator * factor);
}

HOTRO_INLINE Interval Facts::assumed(std::uint32_t input) const {
  const Input& fact = program_->inputs()[input];
  if (cells_[input].missing && !cells_[input].refused && fact.has_default)
    return {fact.if_missing, fact.if_missing};
  return cells_[input].value;
}

}  // namespace HOTRO_ABI
}  // namespace hotro
