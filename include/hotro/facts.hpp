// SPDX-License-Identifier: Apache-2.0
#pragma once

// The facts of one row. What is not set is missing, which is neither zero nor no.
//
//   hotro::Facts facts(program);
//   facts.set(income, hotro::Money{4'160'000});      // by a typed handle
//   facts.set(region, "II");                         // a choice by its option

#include <cstdint>
#include <string_view>
#include <vector>

#include "config.hpp"
#include "program.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

class Facts {
 public:
  /// All missing. The program must outlive the facts.
  explicit Facts(const Program& program);

  /// Each returns false if the handle is empty or the value is outside the fact's declared range. The fact is
  /// then missing, without the value that is assumed for facts not given: the row stays open where that fact
  /// matters.
  [[nodiscard]] bool set(Handle<Truth> fact, Truth value) {
    return set(fact.input, static_cast<std::int64_t>(value));
  }
  [[nodiscard]] bool set(Handle<Money> fact, Money value) { return set(fact.input, value.units); }
  [[nodiscard]] bool set(Handle<Date> fact, Date value) { return set(fact.input, value.day); }
  [[nodiscard]] bool set(Handle<std::int64_t> fact, std::int64_t value) { return set(fact.input, value); }
  [[nodiscard]] bool set(Handle<Choice> fact, Choice value) { return set(fact.input, value.option); }
  [[nodiscard]] bool set(Handle<Choice> fact, std::string_view option);
  /// The rate must be a multiple of a millionth.
  [[nodiscard]] bool set(Handle<Rate> fact, Rate value);
  /// By index, in the unit of the fact's kind: truth 0, 1, 2 (1 is missing); rates in millionths.
  [[nodiscard]] bool set(std::uint32_t input, std::int64_t value);
  /// Known to lie in a span, both ends included: a birth year alone. Not for truths and choices.
  [[nodiscard]] bool set(std::uint32_t input, Interval span);

  void forget(std::uint32_t input);
  void clear();
  [[nodiscard]] bool missing(std::uint32_t input) const { return cells_[input].missing; }
  /// The value, or the whole range of a missing fact; assumptions are not yet made here.
  [[nodiscard]] Interval get(std::uint32_t input) const { return cells_[input].value; }
  /// What the program computes with: the assumed value where the fact is missing and has one.
  [[nodiscard]] Interval assumed(std::uint32_t input) const;
  [[nodiscard]] const Program& program() const { return *program_; }

 private:
  struct Cell {
    Interval value;
    bool missing = true;
    bool refused = false;  // a value was given and is not acceptable: nothing is assumed in its place
  };
  bool refuse(std::uint32_t input);
  const Program* program_;
  std::vector<Cell> cells_;
};

}  // namespace HOTRO_ABI
}  // namespace hotro

#ifdef HOTRO_HEADER_ONLY
#include "impl/facts.inl"
#endif
