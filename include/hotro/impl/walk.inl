// SPDX-License-Identifier: Apache-2.0
#pragma once

// Walks the model along the registers of the row that was decided last.

#include <algorithm>
#include <vector>

#include "../explain.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

HOTRO_INLINE bool compiled_from(const RuleSet& rules, const Program& program) {
  const auto same_fact = [](const Fact& fact, const Input& input) { return fact.type.kind == input.kind; };
  const auto same_benefit = [](const Benefit& benefit, const BenefitOutput& output) {
    return benefit.conditions.size() == output.conditions.size();
  };
  return rules.id == program.data().rule_set &&
         std::equal(rules.facts.begin(), rules.facts.end(), program.inputs().begin(), program.inputs().end(),
                    same_fact) &&
         std::equal(rules.benefits.begin(), rules.benefits.end(), program.benefits().begin(),
                    program.benefits().end(), same_benefit);
}

namespace detail {

/// Which formulas below another a walk enters.
enum class Walk : std::uint8_t {
  every,     // all, but of an if with a known condition only the branch taken
  open,      // of these, those whose value is not known
  decisive,  // of these, those on which the value rests: of an `any` that is yes, the first that is yes
};

/// What one benefit's formulas came to.
class Trace {
 public:
  Trace(const RuleSet& rules, const Evaluator& evaluator, std::uint32_t benefit)
      : rules_(rules),
        evaluator_(evaluator),
        output_(evaluator.program().benefits()[benefit]),
        benefit_(rules.benefits[benefit]) {}

  [[nodiscard]] const RuleSet& rules() const { return rules_; }
  [[nodiscard]] const Evaluator& evaluator() const { return evaluator_; }
  [[nodiscard]] const Benefit& benefit() const { return benefit_; }
  [[nodiscard]] const BenefitOutput& output() const { return output_; }

  /// Whether the program computes the formula for this benefit.
  [[nodiscard]] bool computed(FormulaId id) const { return mark(id).present; }
  /// What the program settled for every row, such as the choice of a reading, is no reason for any.
  [[nodiscard]] bool fixed(FormulaId id) const {
    const std::vector<Constant>& constants = evaluator_.program().data().row.constants;
    return std::any_of(constants.begin(), constants.end(),
                       [&](const Constant& c) { return c.out == mark(id).reg; });
  }
  [[nodiscard]] Truth truth(FormulaId id) const {
    return computed(id) ? evaluator_.truth(mark(id).reg) : Truth::unknown;
  }
  [[nodiscard]] WideInterval number(FormulaId id) const { return evaluator_.number(mark(id).reg); }
  [[nodiscard]] std::int64_t denominator(FormulaId id) const { return mark(id).denominator; }
  [[nodiscard]] bool known(FormulaId id) const {
    if (rules_.formulas[id].type.kind == Kind::truth) return truth(id) != Truth::unknown;
    return number(id).known();
  }

  /// Of a formula that reads a fact which does not apply to the row: what says that it does not; otherwise
  /// `none`.
  [[nodiscard]] FormulaId closed_gate(FormulaId id) const {
    std::vector<FormulaId> open{id};
    std::vector<bool> seen(rules_.formulas.size());
    while (!open.empty()) {
      const FormulaId next = open.back();
      open.pop_back();
      if (seen[next]) continue;
      seen[next] = true;
      const Formula& formula = rules_.formulas[next];
      const FormulaId gate =
          formula.operation == Operation::fact ? rules_.facts[formula.index].applies_if : none;
      if (gate != none && truth(gate) == Truth::no) return gate;
      open.insert(open.end(), formula.inputs.rbegin(), formula.inputs.rend());
    }
    return none;
  }

  /// The version that the row's effective date picks; where that is open, the one of its earliest day.
  template <class T>
  [[nodiscard]] const Version<T>* version(const Timeline<T>& timeline) const {
    return timeline.at(effective().first, evaluator_.program().data().known);
  }
  /// The span of the effective date, within the dates covered.
  [[nodiscard]] std::pair<Date, Date> effective() const {
    const FormulaId id = benefit_.effective_on;
    const WideInterval day =
        computed(id) ? number(id) : WideInterval{rules_.covers_from.day, rules_.covers_to.day};
    const auto clipped = [&](Wide value) {
      return Date{
          static_cast<std::int32_t>(std::clamp<Wide>(value, rules_.covers_from.day, rules_.covers_to.day))};
    };
    return {clipped(day.low), clipped(day.high)};
  }

  /// Calls visit(fact index) for the facts below a formula that a walk of that kind meets.
  template <class F>
  void facts(FormulaId start, Walk walk, F&& visit) const {
    std::vector<FormulaId> open{start};
    std::vector<bool> seen(rules_.formulas.size());
    while (!open.empty()) {
      const FormulaId id = open.back();
      open.pop_back();
      if (id == none || seen[id]) continue;
      seen[id] = true;
      const Formula& formula = rules_.formulas[id];
      if (walk == Walk::open && computed(id) && known(id)) continue;
      std::vector<FormulaId> next;
      switch (formula.operation) {
        case Operation::fact:
          if (!computed(id)) break;
          if (const FormulaId gate = rules_.facts[formula.index].applies_if; gate != none) {
            const Truth applies = truth(gate);
            if (applies != Truth::yes || walk == Walk::decisive) next.push_back(gate);
            if (applies == Truth::no) break;  // what does not apply was not looked at
          }
          visit(formula.index);
          break;
        case Operation::choose: {
          const FormulaId condition = formula.inputs[0];
          next.push_back(condition);
          const Truth taken = computed(condition) ? truth(condition) : Truth::unknown;
          if (taken != Truth::no) next.push_back(formula.inputs[1]);
          if (taken != Truth::yes) next.push_back(formula.inputs[2]);
          break;
        }
        case Operation::definition: versions(rules_.definitions[formula.index].timeline, next); break;
        case Operation::parameter:
          next = formula.inputs;
          if (!formula.dated && rules_.parameters[formula.index].timeline.versions.size() > 1)
            next.push_back(benefit_.effective_on);
          break;
        case Operation::all:
        case Operation::any:
        case Operation::no_one: {
          next = formula.inputs;
          // no beats all, yes beats any and none: one such input settles it.
          const Truth settling = formula.operation == Operation::all ? Truth::no : Truth::yes;
          const auto settled = std::find_if(next.begin(), next.end(), [&](FormulaId input) {
            return computed(input) && truth(input) == settling;
          });
          if (walk == Walk::decisive && settled != next.end()) next = {*settled};
          break;
        }
        default: next = formula.inputs; break;
      }
      open.insert(open.end(), next.rbegin(), next.rend());
    }
  }

  /// The formulas of a timeline that the effective date may pick.
  void versions(const Timeline<FormulaId>& timeline, std::vector<FormulaId>& out) const {
    const auto [from, to] = effective();
    const auto segments = timeline.segments(from, to, evaluator_.program().data().known);
    for (const auto& segment : segments) {
      if (segment.version != nullptr && segment.version->value != none) out.push_back(segment.version->value);
    }
    if (segments.size() > 1) out.push_back(benefit_.effective_on);
  }

 private:
  /// None where the program keeps no value of that kind: marks are not part of its fingerprint.
  [[nodiscard]] Mark mark(FormulaId id) const {
    const ProgramData& data = evaluator_.program().data();
    const std::vector<Mark>& marks = data.marks[output_.context];
    if (id >= marks.size() || !marks[id].present) return {};
    const bool truth = rules_.formulas[id].type.kind == Kind::truth;
    return truth == (data.registers[marks[id].reg] == Lane::truth) ? marks[id] : Mark{};
  }

  const RuleSet& rules_;
  const Evaluator& evaluator_;
  const BenefitOutput& output_;
  const Benefit& benefit_;
};

/// The benefits that are asked for: one, or all that are or may be concerned. None of another rule set.
HOTRO_INLINE std::vector<std::uint32_t> benefits_of(const RuleSet& rules, const Evaluator& evaluator,
                                                    std::uint32_t benefit) {
  std::vector<std::uint32_t> result;
  if (!compiled_from(rules, evaluator.program())) return result;
  for (std::uint32_t i = 0; i < evaluator.program().benefits().size(); ++i) {
    if (benefit == none ? evaluator.decisions()[i + 1].concerned != Truth::no : benefit == i)
      result.push_back(i);
  }
  return result;
}

}  // namespace detail

HOTRO_INLINE std::vector<std::uint32_t> missing(const RuleSet& rules, const Evaluator& evaluator,
                                                std::uint32_t benefit) {
  std::vector<bool> wanted(rules.facts.size());
  const auto ask = [&](std::uint32_t fact) {
    if (!evaluator.facts().assumed(fact).known()) wanted[fact] = true;
  };
  for (std::uint32_t index : detail::benefits_of(rules, evaluator, benefit)) {
    const detail::Trace trace(rules, evaluator, index);
    const Decision& decision = evaluator.decisions()[index + 1];
    if (decision.eligible == Truth::no) continue;
    std::vector<FormulaId> open;
    if (decision.concerned == Truth::unknown) trace.versions(trace.benefit().when, open);
    if (decision.in_scope == Truth::unknown) open.push_back(trace.benefit().effective_on);
    for (std::size_t i = 0; i < trace.benefit().conditions.size(); ++i) {
      if (evaluator.truth(trace.output().truths[i]) == Truth::unknown)
        trace.versions(trace.benefit().conditions[i].timeline, open);
    }
    if (!evaluator.number(trace.output().granted).known()) trace.versions(trace.benefit().entitlement, open);
    for (FormulaId formula : open) trace.facts(formula, detail::Walk::open, ask);
  }
  std::vector<std::uint32_t> result;
  for (std::uint32_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i]) result.push_back(i);
  }
  return result;
}

HOTRO_INLINE std::vector<std::uint32_t> assumptions(const RuleSet& rules, const Evaluator& evaluator,
                                                    std::uint32_t benefit) {
  std::vector<bool> made(rules.facts.size());
  const auto note = [&](std::uint32_t fact) {
    if (evaluator.facts().missing(fact) && rules.facts[fact].has_default &&
        evaluator.facts().assumed(fact).known())
      made[fact] = true;
  };
  for (std::uint32_t index : detail::benefits_of(rules, evaluator, benefit)) {
    const detail::Trace trace(rules, evaluator, index);
    const Truth eligible = evaluator.decisions()[index + 1].eligible;
    std::vector<FormulaId> read;
    trace.versions(trace.benefit().when, read);
    for (std::size_t i = 0; i < trace.benefit().conditions.size(); ++i) {
      const bool counts = eligible != Truth::no || evaluator.truth(trace.output().truths[i]) == Truth::no;
      if (counts) trace.versions(trace.benefit().conditions[i].timeline, read);
    }
    if (eligible != Truth::no) trace.versions(trace.benefit().entitlement, read);
    for (FormulaId formula : read) trace.facts(formula, detail::Walk::decisive, note);
    note(trace.benefit().paid_before);
  }
  std::vector<std::uint32_t> result;
  for (std::uint32_t i = 0; i < made.size(); ++i) {
    if (made[i]) result.push_back(i);
  }
  return result;
}

}  // namespace HOTRO_ABI
}  // namespace hotro
