// SPDX-License-Identifier: Apache-2.0
#pragma once

// What can be seen in the model alone: names that nothing reads, benefits that are the same, amounts without
// a citation of their own.

#include <map>
#include <utility>

#include "lint_walk.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

class NameLint {
 public:
  NameLint(const RuleSet& rules, Diagnostics& diagnostics) : rules_(rules), diagnostics_(diagnostics) {}

  void run() {
    if (!rules_.benefits.empty()) unused();  // without benefits it is there to be imported
    equal_benefits();
    literal_amounts();
  }

 private:
  /// A name that only an unused name reads is used: with the one that is reported, it will be seen.
  void unused() {
    std::vector<bool> facts(rules_.facts.size());
    std::vector<bool> parameters(rules_.parameters.size());
    std::vector<bool> readings(rules_.readings.size());
    std::vector<bool> definitions(rules_.definitions.size());
    for (const Formula& formula : rules_.formulas) {
      if (formula.operation == Operation::fact) facts[formula.index] = true;
      if (formula.operation == Operation::parameter) parameters[formula.index] = true;
      if (formula.operation == Operation::reading) readings[formula.index] = true;
      if (formula.operation == Operation::definition) definitions[formula.index] = true;
    }
    if (rules_.month_end_reading != none) readings[rules_.month_end_reading] = true;
    const auto report = [&](bool used, Span span, const std::string& what, std::string help) {
      if (used || !own(rules_, span)) return;
      diagnostics_.report(Code::unused, span, what + " is never used").help = std::move(help);
    };
    for (std::size_t i = 0; i < facts.size(); ++i) {
      const Fact& fact = rules_.facts[i];
      // Texts identify; what was paid before is read by every payout.
      if (fact.type.kind == Kind::text || fact.group == Group::ledger || fact.row > 1) continue;
      report(facts[i], fact.span,
             (fact.row == 0 ? "the fact \"" : "of each row, the fact \"") + fact.path() + "\"",
             "leave it out, or let a condition read it; what only accompanies a row is of type text");
    }
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      report(parameters[i], rules_.parameters[i].span, "the parameter \"" + rules_.parameters[i].name + "\"",
             "leave it out, or read it where its value matters");
    }
    for (std::size_t i = 0; i < readings.size(); ++i) {
      report(readings[i], rules_.readings[i].span, "the reading \"" + rules_.readings[i].name + "\"",
             "leave it out, or read it where the answer matters: reading." + rules_.readings[i].name);
    }
    for (std::size_t i = 0; i < definitions.size(); ++i) {
      report(definitions[i], rules_.definitions[i].span,
             "the definition \"" + rules_.definitions[i].name + "\"",
             "leave it out, or name it in a condition or an amount");
    }
  }

  // --- benefits that the same persons are given

  struct Stretch {
    Date from, to;
    FormulaId formula;
  };
  using Stretches = std::vector<Stretch>;

  /// What applies when, on the days covered.
  [[nodiscard]] Stretches stretches(const Timeline<FormulaId>& timeline) const {
    Stretches result;
    for (const auto& segment :
         timeline.segments(rules_.covers_from, rules_.covers_to, rules_.latest_enactment()))
      result.push_back(
          {segment.from, segment.to, segment.version == nullptr ? none : segment.version->value});
    return result;
  }
  [[nodiscard]] bool same(FormulaId a, FormulaId b) {
    if (a == b) return true;
    if (a == none || b == none) return false;
    const auto [known, fresh] = compared_.try_emplace({a, b}, true);  // a value that many tests share, once
    if (fresh) known->second = same_anew(a, b);
    return known->second;
  }
  [[nodiscard]] bool same_anew(FormulaId a, FormulaId b) {
    const Formula& x = rules_.formulas[a];
    const Formula& y = rules_.formulas[b];
    return x.operation == y.operation && x.type == y.type && x.index == y.index && x.value == y.value &&
           x.rounding == y.rounding && x.part == y.part && x.dated == y.dated &&
           std::equal(x.inputs.begin(), x.inputs.end(), y.inputs.begin(), y.inputs.end(),
                      [&](FormulaId one, FormulaId other) { return same(one, other); });
  }
  /// A number that equal ones have in common.
  std::size_t number_of(const Stretches& all) {
    const auto equal = [&](const Stretches& other) {
      return std::equal(all.begin(), all.end(), other.begin(), other.end(),
                        [&](const Stretch& x, const Stretch& y) {
                          return x.from == y.from && x.to == y.to && same(x.formula, y.formula);
                        });
    };
    const auto found = std::find_if(different_.begin(), different_.end(), equal);
    const auto number = static_cast<std::size_t>(found - different_.begin());
    if (found == different_.end()) different_.push_back(all);
    return number;
  }
  void equal_benefits() {
    std::map<std::vector<std::size_t>, std::uint32_t> first;
    for (std::uint32_t i = 0; i < rules_.benefits.size(); ++i) {
      const Benefit& benefit = rules_.benefits[i];
      if (benefit.on_top) continue;  // it is paid beside the others
      std::vector<std::size_t> conditions;
      for (const Condition& condition : benefit.conditions)
        conditions.push_back(number_of(stretches(condition.timeline)));
      std::sort(conditions.begin(), conditions.end());  // in whatever order they stand
      conditions.push_back(number_of(stretches(benefit.when)));
      conditions.push_back(number_of({{rules_.covers_from, rules_.covers_to, benefit.effective_on}}));
      const auto [other, fresh] = first.try_emplace(std::move(conditions), i);
      if (fresh || !own(rules_, benefit.span)) continue;
      const Benefit& same = rules_.benefits[other->second];
      Diagnostic& d =
          diagnostics_.report(Code::equal_benefits, benefit.span,
                              "\"" + benefit.name + "\" has the same conditions as \"" + same.name + "\"");
      d.also.push_back({same.span, "whoever is eligible for one is eligible for both"});
      d.help =
          "of the two only the higher is ever paid: give one of them other conditions, or write one benefit";
    }
  }

  // --- amounts of money in formulas

  void literal_amounts() {
    std::vector<FormulaId> open;
    const auto versions = [&](const Timeline<FormulaId>& timeline) {
      for (const auto& version : timeline.versions) open.push_back(version.value);
    };
    for (const Fact& fact : rules_.facts) open.push_back(fact.applies_if);
    for (const Definition& definition : rules_.definitions) versions(definition.timeline);
    for (const Benefit& benefit : rules_.benefits) {
      open.push_back(benefit.effective_on);
      versions(benefit.when);
      versions(benefit.entitlement);
      for (const Condition& condition : benefit.conditions) versions(condition.timeline);
    }
    std::vector<bool> divisor(rules_.formulas.size());
    for (const Formula& formula : rules_.formulas) {
      if (formula.operation == Operation::modulo) divisor[formula.inputs[1]] = true;
    }
    // What a table tests and puts out is cited rule by rule.
    std::vector<bool> of_table(rules_.formulas.size());
    const auto tested = [&](const auto& self, FormulaId id) -> void {
      const Formula& formula = rules_.formulas[id];
      const bool compared =
          formula.inputs.size() == 2 && rules_.formulas[formula.inputs[0]].type.kind == Kind::money;
      if (compared) of_table[formula.inputs[1]] = true;
      if (compared || formula.type.kind != Kind::truth) return;
      for (const FormulaId input : formula.inputs) self(self, input);
    };
    for (const DecisionTable& table : rules_.tables)
      for (const TableRule& rule : table.rules) tested(tested, rule.met);
    each_below(rules_, std::move(open), [&](FormulaId id) {
      const Formula& formula = rules_.formulas[id];
      // 0 is no amount that an act could change, and a step of rounding is none at all.
      if (formula.operation != Operation::constant || formula.type.kind != Kind::money ||
          formula.value.numerator == 0 || divisor[id] || of_table[id] || !own(rules_, formula.span))
        return true;
      if (formula.line != none && rules_.lines[formula.line].cell) return true;
      const std::string value =
          written(rules_, formula.type, Fraction(formula.value.numerator, formula.value.denominator), false);
      diagnostics_
          .report(Code::literal_amount, formula.span,
                  "an amount of money stands in a formula, with no citation and no versions of its own")
          .help = "declare it as a parameter and name that: {type: money, versions: [{value: " + value +
                  ", cite: …}]}";
      return true;
    });
  }

  const RuleSet& rules_;
  Diagnostics& diagnostics_;
  std::map<std::pair<FormulaId, FormulaId>, bool> compared_;
  std::vector<Stretches> different_;
};

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
