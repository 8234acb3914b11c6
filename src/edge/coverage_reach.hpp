// SPDX-License-Identifier: Apache-2.0
#pragma once

// What rows can come to see of a rule set, and what of it is settled for all of them.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "hotro/lint.hpp"
#include "hotro/rule_set.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// From the benefits down: on some day, as the law was known at some enactment, in some reading.
class Reach {
 public:
  explicit Reach(const RuleSet& rules);

  /// What a truth comes to on the days on which it is read.
  [[nodiscard]] TruthRange truth(FormulaId id) const { return truths_[id]; }
  [[nodiscard]] bool formula(FormulaId id) const { return formulas_[id]; }
  /// Whether something that is reached reads that version.
  [[nodiscard]] bool parameter(std::size_t index, std::size_t version) const {
    return parameters_[index][version];
  }
  /// Whether some day that is covered picks it.
  template <class T>
  [[nodiscard]] bool picked(const Timeline<T>& timeline, const Version<T>& version) const {
    bool found = false;
    each_picked(timeline, rules_.covers_from, rules_.covers_to,
                [&](const Version<T>& one) { found = found || &one == &version; });
    return found;
  }
  /// Whether a value is open where a fact is missing: also the one that says which day it is.
  [[nodiscard]] bool may_be_open(FormulaId id);

 private:
  enum class Rests : std::uint8_t { unasked, no, yes };

  template <class T, class Visit>
  void each_picked(const Timeline<T>& timeline, Date from, Date to, Visit visit) const {
    for (const Date known : known_) {
      for (const Segment<T>& segment : timeline.segments(from, to, known)) {
        if (segment.version != nullptr) visit(*segment.version);
      }
    }
  }
  void judge();
  void judge_stretches(std::uint32_t effective_fact);
  [[nodiscard]] std::uint32_t effective_fact(const Benefit& benefit) const;
  [[nodiscard]] std::vector<Date> changes() const;
  void enter(FormulaId id);
  void enter_versions(const Timeline<FormulaId>& timeline);
  void follow(FormulaId id);
  [[nodiscard]] std::pair<Date, Date> days(const Formula& parameter) const;
  [[nodiscard]] bool rests_on_missing(FormulaId id);
  [[nodiscard]] bool finds_missing(FormulaId id);

  const RuleSet& rules_;
  std::vector<TruthRange> truths_;
  std::vector<TruthRange> on_any_day_;
  std::vector<Date> known_;  // the days on which the law became another
  std::vector<bool> formulas_;
  std::vector<std::vector<bool>> parameters_;  // by version
  std::vector<FormulaId> ahead_;
  std::vector<Rests> rests_;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
