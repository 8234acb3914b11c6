// SPDX-License-Identifier: Apache-2.0
#pragma once

// Conditions that are always or never met, and branches that are never reached. Each is said once, where it
// begins; what follows from it is at most pointed at from there.

#include "lint_outcome.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

class TruthLint {
 public:
  TruthLint(const RuleSet& rules, Diagnostics& diagnostics)
      : rules_(rules), diagnostics_(diagnostics), places_(rules), outcomes_(rules, places_) {}

  void run() {
    if (!outcomes_.look()) return;
    const auto formulas = static_cast<FormulaId>(rules_.formulas.size());
    for (FormulaId id = 0; id < formulas; ++id) {
      if (settled(id)) trace(id);
    }
    for (FormulaId id = 0; id < formulas; ++id) {
      if (settled(id) ? cause(id) == none : dead_test(id)) report(id);
    }
    for (std::uint32_t b = 0; b < rules_.benefits.size(); ++b) {
      if (outcomes_.scope(b) == TruthRange::no) report_scope(rules_.benefits[b]);
    }
  }

 private:
  static constexpr std::size_t most_labels = 4;

  [[nodiscard]] bool settled(FormulaId id) const {
    return !places_.part[id] && (outcomes_[id] == TruthRange::no || outcomes_[id] == TruthRange::yes);
  }
  /// One test of several that a value is in, which none passes.
  [[nodiscard]] bool dead_test(FormulaId id) const {
    const FormulaId list = places_.list_of[id];
    return list != none && outcomes_[id] == TruthRange::no && !settled(list) && cause_of_numbers(id) == none;
  }

  // --- what follows from what

  /// A settled truth from which it follows that this one is; `none` if it stands by itself.
  [[nodiscard]] FormulaId cause(FormulaId id) const {
    const Formula& formula = rules_.formulas[id];
    if (formula.comparison || compares(formula.operation)) return cause_of_numbers(id);
    for (FormulaId input : leans_on(rules_, id)) {
      if (!settled(input)) continue;
      const bool same = outcomes_[input] == outcomes_[id];
      switch (formula.operation) {
        case Operation::all:
        case Operation::any:
          if (same) return input;
          break;
        case Operation::no_one:
          if (!same) return input;
          break;
        default: return input;
      }
    }
    return none;
  }
  /// Numbers are what they are because of the test of an `if`, or because a fact does not apply.
  [[nodiscard]] FormulaId cause_of_numbers(FormulaId start) const {
    FormulaId found = none;
    each_below(rules_, {start}, [&](FormulaId id) {
      if (id == start || places_.part[id] || rules_.formulas[id].type.kind != Kind::truth)
        return found == none;
      if (found == none && settled(id)) found = id;
      return false;
    });
    return found;
  }

  /// Notes, at the truth from which a settled one follows, what that means for a person.
  void trace(FormulaId id) {
    FormulaId root = id;
    for (FormulaId next = cause(root); next != none; next = cause(root)) root = next;
    if (root == id) return;
    if (places_.choice_of[id] != none) {
      follows_[root].push_back({rules_.formulas[dead_branch(id)].span, "so this is never reached"});
    } else if (const std::string condition = condition_of(id); !condition.empty()) {
      follows_[root].push_back({rules_.formulas[id].span, "so " + condition + met(id)});
    }
  }
  [[nodiscard]] FormulaId dead_branch(FormulaId test) const {
    return rules_.formulas[places_.choice_of[test]].inputs[outcomes_[test] == TruthRange::yes ? 2 : 1];
  }

  // --- the words

  [[nodiscard]] std::string met(FormulaId id) const {
    return outcomes_[id] == TruthRange::yes ? " is always met" : " is never met";
  }
  /// A condition of a benefit by its id; empty for other truths.
  [[nodiscard]] std::string condition_of(FormulaId id) const {
    const std::uint32_t line = rules_.formulas[id].line;
    if (line == none || rules_.lines[line].id.empty()) return {};
    return "the condition \"" + rules_.lines[line].id + "\"";
  }

  void report(FormulaId id) {
    const bool test = places_.choice_of[id] != none;
    const bool yes = outcomes_[id] == TruthRange::yes;
    std::vector<Label> also;
    if (test) also.push_back({rules_.formulas[dead_branch(id)].span, "so this is never reached"});
    const std::string force = yes ? std::string() : not_in_force(id);
    const std::string why = force.empty() ? measured(id, also) : force;
    std::string what = condition_of(id);
    if (test || places_.list_of[id] != none) what = "this test";
    if (what.empty()) what = "this";
    Diagnostic& d = diagnostics_.report(
        test ? Code::unreached_branch : (yes ? Code::always_met : Code::never_met), rules_.formulas[id].span,
        what + met(id) + (why.empty() ? ", whatever the facts are" : ": " + why));
    if (const auto found = follows_.find(id); found != follows_.end()) {
      for (const Label& label : found->second) {
        if (also.size() < most_labels) {
          also.push_back(label);
        } else {
          also.back().message += ", and more follows";
          break;
        }
      }
    }
    d.also = std::move(also);
    if (!force.empty())
      d.help = "give the parameter a value there: a line that reads one that is not in force is no";
    else if (rules_.formulas[id].operation == Operation::constant)
      d.help = "write what it depends on, or leave it out";
    else if (places_.list_of[id] != none)
      d.help = "mend the test or the bounds of the facts, or leave it out";
    else if (test)
      d.help = "mend the test or the bounds of the facts, or keep the other branch alone";
    else if (yes)
      d.help = "mend what is compared or the bounds of the facts, or leave it out";
    else
      d.help = "mend what is compared, or the bounds of the facts: as it stands nobody meets it";
  }

  /// What is compared and how large it may be; numbers without a name of their own are labelled.
  std::string measured(FormulaId id, std::vector<Label>& also) const {
    std::vector<FormulaId> numbers;
    outcomes_.operands(id, numbers);
    struct Shown {
      FormulaId formula;
      Extent extent;
    };
    std::vector<Shown> all;  // the two ends of a range stand in one place
    for (FormulaId number : numbers) {
      const Extent* extent = outcomes_.extent(number);
      const Formula& formula = rules_.formulas[number];
      if (extent == nullptr || formula.operation == Operation::constant) continue;
      const auto other = std::find_if(all.begin(), all.end(), [&](const Shown& one) {
        const Span& span = rules_.formulas[one.formula].span;
        return span.begin == formula.span.begin && span.end == formula.span.end;
      });
      if (other == all.end()) {
        all.push_back({number, *extent});
      } else {
        other->extent = {std::min(other->extent.low, extent->low),
                         std::max(other->extent.high, extent->high)};
      }
    }
    std::string text;
    for (const auto& [number, extent] : all) {
      const Formula& formula = rules_.formulas[number];
      std::string range = written(rules_, formula.type, extent.low, false);
      if (const std::string high = written(rules_, formula.type, extent.high, true); high != range)
        range.append(" .. ").append(high);
      if (const std::string name = name_of(formula); !name.empty()) {
        text.append(text.empty() ? "\"" : ", \"").append(name).append("\" is ").append(range);
      } else if (also.size() < most_labels) {
        also.push_back({formula.span, "this is " + range});
      }
    }
    return text;
  }
  [[nodiscard]] std::string name_of(const Formula& formula) const {
    switch (formula.operation) {
      case Operation::fact: return rules_.facts[formula.index].path();
      case Operation::parameter: return rules_.parameters[formula.index].name;
      case Operation::definition: return rules_.definitions[formula.index].name;
      default: return {};
    }
  }

  /// A parameter that a line reads and that is in force on no day covered: for that alone it is never met.
  [[nodiscard]] std::string not_in_force(FormulaId start) const {
    std::string text;
    each_below(rules_, {start}, [&](FormulaId id) {
      const Formula& formula = rules_.formulas[id];
      if (formula.operation != Operation::parameter || formula.dated) return true;
      const Parameter& parameter = rules_.parameters[formula.index];
      for (const auto& segment :
           parameter.timeline.segments(rules_.covers_from, rules_.covers_to, rules_.latest_enactment())) {
        if (segment.version == nullptr || segment.version->value.in_force) return true;
      }
      text = "\"" + parameter.name + "\" is not in force on any day covered";
      return false;
    });
    return text;
  }

  void report_scope(const Benefit& benefit) {
    const Formula& formula = rules_.formulas[benefit.effective_on];
    if (!own(rules_, formula.span) || cause_of_numbers(benefit.effective_on) != none) return;
    diagnostics_
        .report(Code::never_met, formula.span,
                "no day that this can be is covered: \"covers\" is " + iso(rules_.covers_from) + " .. " +
                    iso(rules_.covers_to))
        .help = "mend \"covers\", or the bounds of the facts from which the day is taken";
  }

  const RuleSet& rules_;
  Diagnostics& diagnostics_;
  const Places places_;
  Outcomes outcomes_;
  std::map<FormulaId, std::vector<Label>> follows_;
};

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
