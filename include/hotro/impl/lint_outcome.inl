// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the truths of a model come to whatever the facts are, in every combination of the readings that they
// rest on: by the range analysis of the compiler.

#include <map>
#include <utility>

#include "compile.inl"
#include "lint_walk.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

inline bool connects(Operation operation) {
  return operation == Operation::all || operation == Operation::any || operation == Operation::no_one;
}
inline bool compares(Operation operation) {
  return operation >= Operation::equal && operation <= Operation::greater_equal;
}

/// Where truths stand, by formula.
struct Places {
  std::vector<bool> part;            // of a comparison as it was written, below its top
  std::vector<bool> meant;           // a literal truth that stands here is meant
  std::vector<FormulaId> list_of;    // a test of `in (…, …)`: that comparison
  std::vector<FormulaId> choice_of;  // the test of an `if`: that `if`

  explicit Places(const RuleSet& rules)
      : part(rules.formulas.size()),
        meant(rules.formulas.size()),
        list_of(rules.formulas.size(), none),
        choice_of(rules.formulas.size(), none) {
    for (FormulaId id = 0; id < rules.formulas.size(); ++id) {
      const Formula& formula = rules.formulas[id];
      if (formula.unfolded) part[id] = true;
      if (formula.comparison && connects(formula.operation)) {
        take_parts(rules, id);
        if (formula.operation == Operation::any && formula.inputs.size() > 1)
          for (FormulaId input : formula.inputs) list_of[input] = id;
      }
      if (formula.operation == Operation::choose) {
        choice_of[formula.inputs[0]] = id;
        meant[formula.inputs[1]] = meant[formula.inputs[2]] = true;  // then: true
      }
      if (compares(formula.operation))
        for (FormulaId input : formula.inputs) meant[input] = true;                  // insured = true
      if (formula.line != none && rules.lines[formula.line].cell) meant[id] = true;  // [yes, no] of a table
    }
    for (const DecisionTable& table : rules.tables)
      for (const TableRule& rule : table.rules) meant[rule.met] = true;  // [-, -]
    // A version may say that something is no longer required.
    const auto versions = [&](const Timeline<FormulaId>& timeline) {
      for (const auto& version : timeline.versions)
        if (timeline.versions.size() > 1 && version.value != none) meant[version.value] = true;
    };
    for (const Definition& definition : rules.definitions) versions(definition.timeline);
    for (const Benefit& benefit : rules.benefits) {
      versions(benefit.when);
      for (const Condition& condition : benefit.conditions) versions(condition.timeline);
    }
  }

 private:
  void take_parts(const RuleSet& rules, FormulaId id) {
    for (FormulaId input : rules.formulas[id].inputs) {
      part[input] = true;
      if (connects(rules.formulas[input].operation)) take_parts(rules, input);
    }
  }
};

inline TruthRange merged(TruthRange a, TruthRange b) {
  if (a == TruthRange::not_computed) return b;
  return b == TruthRange::not_computed || a == b ? a : TruthRange::varies;
}

/// The values that a number may have.
struct Extent {
  Fraction low, high;
};

/// By subject: the formulas, and behind them each benefit: whether a row is in its scope.
class Outcomes {
 public:
  Outcomes(const RuleSet& rules, const Places& places) : rules_(rules), places_(places) {}

  /// False if the rules do not compile in some reading.
  bool look() {
    if (!screen()) return false;
    verify();
    return true;
  }
  TruthRange operator[](std::size_t subject) const { return outcomes_[subject]; }
  [[nodiscard]] TruthRange scope(std::size_t benefit) const {
    return outcomes_[rules_.formulas.size() + benefit];
  }
  /// Of a number that a settled comparison reads; null if it is not computed by itself.
  [[nodiscard]] const Extent* extent(FormulaId number) const {
    const auto found = extents_.find(number);
    return found == extents_.end() ? nullptr : &found->second;
  }

  /// The numbers of a comparison as it was written.
  void operands(FormulaId id, std::vector<FormulaId>& out) const {
    const Formula& formula = rules_.formulas[id];
    if (!compares(formula.operation) && !connects(formula.operation)) return;
    for (FormulaId input : formula.inputs) {
      if (is_number(rules_.formulas[input].type.kind)) out.push_back(input);
      if (connects(formula.operation) && places_.part[input]) operands(input, out);
    }
  }

 private:
  using Options = std::vector<std::uint32_t>;  // by reading

  // Of a rule set that is broken throughout, or is meant to keep us busy, not everything need be said.
  static constexpr std::size_t most_combinations = 256;  // of the readings that one truth rests on
  static constexpr std::size_t most_programs = 2'000;    // that are lowered to look at such combinations
  static constexpr std::size_t most_settled = 2'000;     // truths that are looked at so

  /// A comparison as it was written is judged as a whole: that `a <= x` of `x in [a..b]` always holds may
  /// well be meant. The tests of a list are looked at for one that is never met.
  [[nodiscard]] bool judged(FormulaId id) const {
    const Formula& formula = rules_.formulas[id];
    if (formula.type.kind != Kind::truth || !own(rules_, formula.span)) return false;
    if (places_.part[id]) return places_.list_of[id] != none;
    return formula.operation != Operation::constant || !places_.meant[id];
  }
  [[nodiscard]] std::size_t options_of(std::uint32_t reading) const {
    return rules_.types[rules_.readings[reading].type].options.size();
  }

  bool lower_with(const Options& options) {
    CompileOptions chosen;
    for (std::size_t i = 0; i < options.size(); ++i) {
      const Reading& reading = rules_.readings[i];
      chosen.readings.emplace_back(reading.name, rules_.types[reading.type].options[options[i]]);
    }
    Diagnostics found;
    data_ = {};
    builder_ = Builder(false);
    return lower(rules_, chosen, found, data_, builder_);
  }
  /// In the program that was lowered last.
  [[nodiscard]] TruthRange outcome(std::size_t subject) const {
    const auto of = [&](Reg reg) {
      const Range& range = builder_.range(reg);
      if (!range.constant() || range.low == 1) return TruthRange::varies;
      return range.low == 0 ? TruthRange::no : TruthRange::yes;
    };
    const std::size_t formulas = rules_.formulas.size();
    if (subject >= formulas) return of(data_.benefits[subject - formulas].in_scope);
    TruthRange result = TruthRange::not_computed;
    for (const std::vector<Mark>& marks : data_.marks) {
      if (marks[subject].present) result = merged(result, of(marks[subject].reg));
    }
    return result;
  }

  /// With the default readings, and with each other option of each: cheap, and nearly nothing is left.
  bool screen() {
    Options options;
    for (const Reading& reading : rules_.readings) options.push_back(reading.default_option);
    screened_.push_back(options);
    for (std::uint32_t i = 0; i < options.size(); ++i) {
      for (std::uint32_t option = 0; option < options_of(i); ++option) {
        if (option == options[i]) continue;
        screened_.push_back(options);
        screened_.back()[i] = option;
      }
    }
    outcomes_.resize(rules_.formulas.size() + rules_.benefits.size(), TruthRange::not_computed);
    first_.resize(outcomes_.size());
    for (FormulaId id = 0; id < rules_.formulas.size(); ++id) {
      if (!judged(id)) outcomes_[id] = TruthRange::varies;
    }
    for (std::size_t variation = 0; variation < screened_.size(); ++variation) {
      if (!lower_with(screened_[variation])) return false;
      for (std::size_t subject = 0; subject < outcomes_.size(); ++subject) {
        if (outcomes_[subject] == TruthRange::varies) continue;
        if (outcomes_[subject] == TruthRange::not_computed) first_[subject] = variation;
        outcomes_[subject] = merged(outcomes_[subject], outcome(subject));
      }
    }
    return true;
  }

  /// The readings on which a truth may rest; also those that pick the day of its versions.
  [[nodiscard]] std::vector<std::uint32_t> readings_of(std::size_t subject) const {
    std::vector<FormulaId> start;
    if (subject < rules_.formulas.size()) start.push_back(static_cast<FormulaId>(subject));
    for (const Benefit& benefit : rules_.benefits) start.push_back(benefit.effective_on);
    std::vector<bool> read(rules_.readings.size());
    each_below(rules_, std::move(start), [&](FormulaId id) {
      const Formula& formula = rules_.formulas[id];
      if (formula.operation == Operation::reading) read[formula.index] = true;
      const bool calendar = formula.operation == Operation::years_between ||
                            formula.operation == Operation::months_between ||
                            formula.operation == Operation::add_months;
      if (calendar && rules_.month_end_reading != none) read[rules_.month_end_reading] = true;
      return true;
    });
    std::vector<std::uint32_t> result;
    for (std::uint32_t i = 0; i < read.size(); ++i) {
      if (read[i]) result.push_back(i);
    }
    return result;
  }

  /// Whether it is part of a line that is no on some day for the parameters that this part reads. Without it
  /// the line would say something else.
  [[nodiscard]] bool may_lack_force(std::size_t subject) const {
    if (subject >= rules_.formulas.size()) return false;
    const auto answers = [&](FormulaId id) {  // for itself
      const std::uint32_t line = rules_.formulas[id].line;
      return rules_.formulas[id].type.kind == Kind::truth && line != none && rules_.lines[line].leaf;
    };
    const auto start = static_cast<FormulaId>(subject);
    if (answers(start)) return false;
    bool found = false;
    each_below(rules_, {start}, [&](FormulaId id) {
      const Formula& formula = rules_.formulas[id];
      if (formula.operation == Operation::parameter) {
        for (const auto& version : rules_.parameters[formula.index].timeline.versions)
          found = found || !version.value.in_force;
      }
      return !found && !answers(id);
    });
    return found;
  }

  /// What screening left, in all combinations of the readings it rests on. The others stay as they were when
  /// it was first computed; where it is not computed in one of the combinations, nothing is said of it.
  void verify() {
    std::map<std::pair<std::size_t, std::vector<std::uint32_t>>, std::vector<std::size_t>> groups;
    std::size_t looked_at = 0;
    for (std::size_t subject = 0; subject < outcomes_.size(); ++subject) {
      if (outcomes_[subject] != TruthRange::no && outcomes_[subject] != TruthRange::yes) continue;
      if (++looked_at > most_settled || may_lack_force(subject))
        outcomes_[subject] = TruthRange::varies;
      else
        groups[{first_[subject], readings_of(subject)}].push_back(subject);
    }
    for (const auto& [key, subjects] : groups) {
      if (verify(screened_[key.first], key.second, subjects)) continue;
      for (std::size_t subject : subjects) outcomes_[subject] = TruthRange::varies;
    }
  }
  bool verify(Options options, const std::vector<std::uint32_t>& readings,
              const std::vector<std::size_t>& subjects) {
    std::size_t combinations = 1;
    for (std::uint32_t reading : readings) {
      combinations *= options_of(reading);
      if (combinations > most_combinations) return false;
    }
    for (std::size_t number = 0; number < combinations; ++number) {
      std::size_t rest = number;
      for (std::uint32_t reading : readings) {
        options[reading] = static_cast<std::uint32_t>(rest % options_of(reading));
        rest /= options_of(reading);
      }
      if (++programs_ > most_programs || !lower_with(options)) return false;
      for (std::size_t subject : subjects) {
        if (outcome(subject) != outcomes_[subject]) outcomes_[subject] = TruthRange::varies;
        if (subject < rules_.formulas.size()) measure(static_cast<FormulaId>(subject));
      }
    }
    return true;
  }

  void measure(FormulaId id) {
    std::vector<FormulaId> numbers;
    operands(id, numbers);
    for (FormulaId number : numbers) {
      for (const std::vector<Mark>& marks : data_.marks) {
        if (!marks[number].present) continue;
        const Range& range = builder_.range(marks[number].reg);
        const Big denominator = marks[number].denominator;
        const Extent now{Fraction(range.low, denominator), Fraction(range.high, denominator)};
        const auto [place, fresh] = extents_.try_emplace(number, now);
        if (fresh) continue;
        place->second.low = std::min(place->second.low, now.low);
        place->second.high = std::max(place->second.high, now.high);
      }
    }
  }

  const RuleSet& rules_;
  const Places& places_;
  std::vector<TruthRange> outcomes_;
  std::vector<Options> screened_;
  std::vector<std::size_t> first_;  // of screened_, in which the subject is computed
  std::map<FormulaId, Extent> extents_;
  std::size_t programs_ = 0;
  ProgramData data_;  // of the program that was lowered last
  Builder builder_{false};
};

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
