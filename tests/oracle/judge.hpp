// SPDX-License-Identifier: Apache-2.0
#pragma once

// The judge: what a rule set decides, computed the plainest way there is. It walks the model's formulas for
// one row with intervals of exact fractions: no program, no ranges, no lanes, no folding, and no code of the
// engine but the model's data structures. It is slow and meant to be obviously right; the engine is compared
// with it.
//
//   oracle::Judge judge(rules, rules.latest_enactment(), {});
//   oracle::Answer answer = judge.decide(row);   // row[fact]: a cell per fact of the model

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "hotro/decision.hpp"
#include "hotro/rule_set.hpp"
#include "oracle/number.hpp"

namespace oracle {

/// All values that a number may have, as far as its facts are known.
struct Span {
  Number low, high;
  [[nodiscard]] bool known() const { return low == high; }
  friend bool operator==(const Span&, const Span&) = default;
};

/// A fact as data gives it: in the unit of its kind, rates in millionths, truths 0 no, 1 unknown, 2 yes.
struct Cell {
  bool missing = true;
  hotro::Interval value;
};
using Row = std::vector<Cell>;  // by index in RuleSet::facts

struct Verdict {
  hotro::Truth concerned{}, in_scope{}, eligible{};
  Span entitlement, payout, overpaid;
  std::uint64_t failed = 0, open = 0;
};

struct Answer {
  Verdict combined;
  std::vector<Verdict> benefits;
};

class Judge {
 public:
  using Readings = std::vector<std::pair<std::string, std::string>>;
  /// The rules must outlive the judge. Throws std::logic_error where the model breaks its own invariants.
  Judge(const hotro::RuleSet& rules, hotro::Date known, const Readings& readings);

  /// A missing cell is assumed, if its fact has a value for that; a cell outside its fact's range is open,
  /// never assumed.
  Answer decide(const Row& row);

 private:
  struct Meaning {
    hotro::Truth truth{};
    Span number;
  };
  /// One benefit's view of the row: versions depend on its effective date.
  struct View {
    bool dated = false;
    Span date;
    std::vector<bool> done;
    std::vector<Meaning> known;
  };

  template <class T>
  [[nodiscard]] const hotro::Version<T>* version_on(const hotro::Timeline<T>& timeline,
                                                    std::int64_t day) const;
  template <class T>
  [[nodiscard]] std::set<std::int64_t> days_within(const hotro::Timeline<T>& timeline, const Span& dates,
                                                   bool clip) const;
  template <class T>
  [[nodiscard]] std::vector<const hotro::Version<T>*> versions_within(const hotro::Timeline<T>& timeline,
                                                                      const Span& dates, bool clip) const;
  [[nodiscard]] const hotro::Version<hotro::ParameterValue>* stand_in(
      const hotro::Timeline<hotro::ParameterValue>& timeline, std::int64_t day) const;

  const Meaning& meaning(View& view, hotro::FormulaId formula);
  Meaning plain_meaning(View& view, hotro::FormulaId formula);
  Meaning parameter(View& view, const hotro::Formula& formula);
  Span fact_value(std::uint32_t fact) const;
  hotro::Truth truth_of(View& view, const hotro::Timeline<hotro::FormulaId>& timeline);
  hotro::Truth in_force(View& view, hotro::FormulaId formula, bool top);
  void facts_read(hotro::FormulaId formula, bool top, std::vector<bool>& seen,
                  std::set<std::uint32_t>& facts) const;
  std::vector<hotro::FormulaId> parts_of(const hotro::Formula& formula) const;
  void find_lapses(hotro::FormulaId formula, std::vector<bool>& seen);
  bool is_read(View& view, const hotro::Formula& formula, std::size_t input);
  Span dates_for(View& view, const hotro::Formula& formula);

  const hotro::RuleSet& rules_;
  hotro::Date known_;
  std::vector<std::uint32_t> readings_;  // the chosen option of each
  hotro::MonthEnd month_end_;
  // By formula: on which conditions the facts that it compares depend, and whether it may read what is not in
  // force.
  std::vector<std::vector<hotro::FormulaId>> guards_;
  std::vector<bool> lapses_;
  const Row* row_ = nullptr;
};

/// The verdict in the engine's form; throws if an amount is not whole or does not fit 64 bits.
hotro::Decision decision(const Verdict& verdict);

/// The judge's own roundings and calendar, so that tests can look at them alone.
Number round(const Number& value, const Number& step, hotro::Rounding rounding);
std::int64_t add_months(std::int64_t day, std::int64_t months, hotro::MonthEnd rule);
std::int64_t months_between(std::int64_t from, std::int64_t to, hotro::MonthEnd rule);

}  // namespace oracle
