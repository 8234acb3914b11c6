// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "walk.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

/// Tries values of one fact of a refused row.
class ChangeSearch {
 public:
  ChangeSearch(Evaluator& evaluator, const Facts& facts, std::uint32_t benefit, std::uint32_t input)
      : evaluator_(evaluator),
        facts_(facts),
        benefit_(benefit),
        input_(input),
        range_(evaluator.program().inputs()[input].range) {}

  [[nodiscard]] bool grants(std::int64_t value) {
    if (!facts_.set(input_, value)) return false;
    return evaluator_.evaluate(facts_)[benefit_ + 1].eligible == Truth::yes;
  }
  /// Keeps the value nearest to the present one.
  void offer(std::int64_t value, std::int64_t present) {
    if (value < range_.low || value > range_.high || value == present) return;
    if (best_ && distance(value, present) >= distance(*best_, present)) return;
    if (grants(value)) best_ = value;
  }
  /// Outwards in doubling steps, then back to the first value of that side that grants.
  void gallop(std::int64_t present, int direction) {
    std::int64_t refused = present;
    const std::int64_t end = direction > 0 ? range_.high : range_.low;
    for (std::int64_t step = 1; refused != end; step *= 2) {
      const bool beyond = direction > 0 ? step >= end - present : step >= present - end;
      const std::int64_t next = beyond ? end : present + direction * step;
      if (grants(next)) {
        std::int64_t granted = next;
        while (std::abs(granted - refused) > 1) {
          const std::int64_t middle = refused + (granted - refused) / 2;
          (grants(middle) ? granted : refused) = middle;
        }
        return offer(granted, present);
      }
      refused = next;
    }
  }
  [[nodiscard]] std::optional<std::int64_t> best() const { return best_; }

 private:
  static std::uint64_t distance(std::int64_t a, std::int64_t b) {
    return a > b ? static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b)
                 : static_cast<std::uint64_t>(b) - static_cast<std::uint64_t>(a);
  }
  Evaluator& evaluator_;
  Facts facts_;
  std::uint32_t benefit_;
  std::uint32_t input_;
  Interval range_;
  std::optional<std::int64_t> best_;
};

/// The values that comparisons with a fact compare it with, and their neighbours.
HOTRO_INLINE std::vector<std::int64_t> thresholds(const Trace& trace, std::uint32_t fact) {
  std::vector<std::int64_t> result;
  for (const Formula& formula : trace.rules().formulas) {
    if (formula.operation < Operation::equal || formula.operation > Operation::greater_equal) continue;
    for (std::size_t side = 0; side < 2; ++side) {
      const Formula& one = trace.rules().formulas[formula.inputs[side]];
      const FormulaId other = formula.inputs[1 - side];
      if (one.operation != Operation::fact || one.index != fact || !is_number(one.type.kind)) continue;
      if (!trace.computed(other) || trace.denominator(other) != 1 || !trace.number(other).known()) continue;
      const std::int64_t value = static_cast<std::int64_t>(trace.number(other).low);
      result.insert(result.end(), {value, value - 1, value + 1});
    }
  }
  return result;
}

}  // namespace detail

HOTRO_INLINE std::vector<Change> single_changes(const RuleSet& rules, Evaluator& evaluator,
                                                std::uint32_t benefit) {
  std::vector<Change> result;
  const Facts original = evaluator.facts();
  if (!compiled_from(rules, evaluator.program()) || benefit >= rules.benefits.size()) return result;
  if (evaluator.decisions()[benefit + 1].eligible != Truth::no) return result;

  std::vector<bool> read(rules.facts.size());
  std::vector<std::vector<std::int64_t>> candidates(rules.facts.size());
  {
    detail::Trace trace(rules, evaluator);
    trace.look_at(benefit);
    std::vector<FormulaId> formulas{trace.benefit().effective_on};
    trace.versions(trace.benefit().when, formulas);
    for (const Condition& condition : trace.benefit().conditions)
      trace.versions(condition.timeline, formulas);
    for (FormulaId formula : formulas)
      trace.facts(formula, detail::Walk::every,
                  [&](std::uint32_t fact) { read[fact] = detail::row_is_there(rules, original, fact); });
    for (std::uint32_t fact = 0; fact < read.size(); ++fact) {
      if (read[fact]) candidates[fact] = detail::thresholds(trace, fact);
    }
  }
  for (std::uint32_t fact = 0; fact < read.size(); ++fact) {
    const Input& input = evaluator.program().inputs()[fact];
    if (!read[fact] || input.of_ledger) continue;
    const Interval present = original.get(fact);
    detail::ChangeSearch search(evaluator, original, benefit, fact);
    std::vector<std::int64_t> granting;
    if (!is_number(input.kind)) {
      const std::int64_t step = input.kind == Kind::truth ? 2 : 1;
      for (std::int64_t value = input.range.low; value <= input.range.high; value += step) {
        const bool other = !present.known() || value != present.low;
        if (other && search.grants(value)) granting.push_back(value);
      }
    } else {
      for (std::int64_t value : candidates[fact]) search.offer(value, present.low);
      search.gallop(present.low, -1);
      search.gallop(present.high, 1);
      if (!present.known()) {  // within what it may be
        search.gallop(present.low, 1);
        search.gallop(present.high, -1);
      }
      if (search.best()) granting.push_back(*search.best());
    }
    for (std::int64_t value : granting) {
      Facts changed = original;
      if (!changed.set(fact, value)) continue;
      result.push_back(
          {fact, present, original.missing(fact), value, evaluator.evaluate(changed)[benefit + 1]});
    }
  }
  evaluator.evaluate(original);
  return result;
}

}  // namespace HOTRO_ABI
}  // namespace hotro
