// SPDX-License-Identifier: Apache-2.0
#pragma once

// The inputs of a decision table, cut into stretches of values within which every test has one answer. Checks
// and the tree of choices are made from them.

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>

#include "load_state.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

class TableCells {
 public:
  /// Where values of an input are alike.
  struct Stretch {
    Wide at = 0;             // one of its values, in parts of the input; options of choices and truths: twice
    bool applies = true;     // false: of a fact that does not apply
    bool certain = true;     // there are such values
    std::vector<int> signs;  // by operand: less, equal, greater; of choices: equal, other
    std::string shown;       // behind the input; empty: any value
  };
  struct Input {
    FormulaId id = none;
    Kind kind = Kind::truth;
    FormulaId applies = none;             // a truth; where it is no, no test is met
    Wide unit = 2;                        // parts of 1: half of what constants can tell apart
    std::map<Wide, FormulaId> constants;  // that it is compared with, in parts
    std::vector<FormulaId> operands;      // that it is compared with and whose values are not known here
    std::size_t points = 0;               // stretches for each combination of signs
    std::vector<Stretch> stretches;       // by signs, the first operand slowest, and by points
    [[nodiscard]] int ways() const { return kind == Kind::choice ? 2 : 3; }  // of a sign
  };
  /// Of one rule and one input: the stretches whose values meet its test, or may.
  struct Cell {
    std::vector<bool> surely, perhaps;
  };
  using Rule = std::vector<Cell>;

  TableCells(const Loader& loader, const Table& table) : loader_(loader), table_(table) {
    for (std::size_t i = 0; i < table.inputs.size(); ++i) inputs.push_back(cut(i));
    for (const RuleRow& rule : table.rules) rules.push_back(cells_of(rule));
  }

  std::vector<Input> inputs;
  std::vector<Rule> rules;

  /// Whether two formulas compute the same.
  [[nodiscard]] bool same(FormulaId a, FormulaId b) const {
    if (a == b) return true;
    const Formula& x = at(a);
    const Formula& y = at(b);
    return x.operation == y.operation && x.type == y.type && x.index == y.index && x.value == y.value &&
           x.rounding == y.rounding && x.part == y.part && x.dated == y.dated && x.line == y.line &&
           std::equal(x.inputs.begin(), x.inputs.end(), y.inputs.begin(), y.inputs.end(),
                      [&](FormulaId one, FormulaId other) { return same(one, other); });
  }
  /// Whether it may read a parameter that is not in force.
  [[nodiscard]] bool lapses(FormulaId id) const {
    bool found = false;
    each_read(id, false, [&](const Formula& formula) {
      if (formula.operation != Operation::parameter) return;
      for (const auto& version : loader_.rules.parameters[formula.index].timeline.versions)
        found = found || !version.value.in_force;
    });
    return found;
  }

 private:
  static constexpr Wide far = Wide{1} << 120U;
  static constexpr std::int64_t finest = 1'000'000'000'000;  // parts of 1
  static constexpr std::size_t most_operands = 3;            // of an input: each triples its stretches

  [[nodiscard]] const Formula& at(FormulaId id) const { return loader_.rules.formulas[id]; }

  /// Calls visit(formula) for what a formula reads. `compared`: only what a comparison of it compares.
  template <class F>
  void each_read(FormulaId start, bool compared, F&& visit) const {
    std::vector<FormulaId> open{start};
    std::set<FormulaId> seen;
    while (!open.empty()) {
      const FormulaId id = open.back();
      open.pop_back();
      if (id == none || !seen.insert(id).second) continue;
      const Formula& formula = at(id);
      if (compared && formula.comparison) continue;
      visit(formula);
      if (formula.operation == Operation::fact && !compared)
        open.push_back(loader_.rules.facts[formula.index].applies_if);
      if (formula.operation == Operation::definition) {
        for (const auto& version : loader_.rules.definitions[formula.index].timeline.versions)
          open.push_back(version.value);
      }
      open.insert(open.end(), formula.inputs.begin(), formula.inputs.end());
    }
  }
  /// Whether a comparison of it rests on whether a fact applies.
  [[nodiscard]] bool may_not_apply(FormulaId id) const {
    bool found = false;
    each_read(id, true, [&](const Formula& formula) {
      const bool fact = formula.operation == Operation::fact && formula.type.kind != Kind::truth;
      found = found || (fact && loader_.rules.facts[formula.index].applies_if != none);
    });
    return found;
  }

  static bool connects(Operation operation) {
    return operation == Operation::all || operation == Operation::any || operation == Operation::no_one;
  }
  static bool compares(Operation operation) {
    return operation >= Operation::equal && operation <= Operation::greater_equal;
  }
  /// Calls visit(formula) for what a test compares its input with.
  template <class F>
  void each_compared(FormulaId test, FormulaId input, F&& visit) const {
    const Formula& formula = at(test);
    if (connects(formula.operation)) {
      for (const FormulaId id : formula.inputs) each_compared(id, input, visit);
    } else if (compares(formula.operation) && formula.inputs[0] == input) {
      visit(formula.inputs[1]);
    }
  }
  template <class F>
  void each_compared(std::size_t index, F&& visit) const {
    for (const RuleRow& rule : table_.rules) {
      if (rule.each[index] != none) each_compared(rule.each[index], table_.inputs[index].id, visit);
    }
  }

  [[nodiscard]] Input cut(std::size_t index) const {
    Input input;
    input.id = table_.inputs[index].id;
    const Formula& formula = at(input.id);
    input.kind = formula.type.kind;
    const bool fact = formula.operation == Operation::fact;
    const FormulaId applies =
        fact && input.kind != Kind::truth ? loader_.rules.facts[formula.index].applies_if : none;
    // What is a comparison's own affair is left to the tests as they stand.
    if (lapses(input.id) || (applies == none && may_not_apply(input.id))) {
      input.points = 1;
      input.stretches.push_back({0, true, false, {}, "is anything"});
      return input;
    }
    input.applies = applies;
    find_compared(index, input);
    std::vector<Stretch> points = this->points(formula, input);
    input.points = points.size();
    with_signs(points, input);
    if (applies != none) input.stretches.push_back({0, false, true, {}, "does not apply"});
    return input;
  }

  void find_compared(std::size_t index, Input& input) const {
    std::int64_t scale = input.kind == Kind::rate ? 1'000'000 : 1;
    each_compared(index, [&](FormulaId other) {
      const Formula& formula = at(other);
      if (formula.operation == Operation::constant) {
        const std::int64_t below = formula.value.denominator;
        const std::int64_t factor = below / std::gcd(scale, below);
        if (scale <= finest / factor) scale *= factor;
        return;
      }
      const bool known = std::any_of(input.operands.begin(), input.operands.end(),
                                     [&](FormulaId id) { return same(id, other); });
      if (!known && input.operands.size() < most_operands && input.kind != Kind::truth && !lapses(other) &&
          !may_not_apply(other))
        input.operands.push_back(other);
    });
    input.unit = 2 * static_cast<Wide>(scale);
    each_compared(index, [&](FormulaId other) {
      if (at(other).operation != Operation::constant) return;
      if (const auto parts = in_parts(at(other).value, input)) input.constants.emplace(*parts, other);
    });
  }
  static std::optional<Wide> in_parts(const Value& value, const Input& input) {
    if (input.unit % value.denominator != 0) return std::nullopt;
    return static_cast<Wide>(value.numerator) * (input.unit / value.denominator);
  }

  [[nodiscard]] std::vector<Stretch> points(const Formula& formula, const Input& input) const {
    std::vector<Stretch> result;
    if (formula.type.kind == Kind::choice) {
      const ChoiceType& type = loader_.rules.types[formula.type.choice];
      for (std::size_t i = 0; i < type.options.size(); ++i)
        result.push_back({2 * static_cast<Wide>(i), true, true, {}, "= \"" + type.options[i] + "\""});
      return result;
    }
    if (formula.type.kind == Kind::truth)
      return {{0, true, true, {}, "= false"}, {2 * input.unit, true, true, {}, "= true"}};
    const bool fact = formula.operation == Operation::fact;
    // Facts but rates are whole; what is computed may lie between.
    const bool whole = fact && formula.type.kind != Kind::rate;
    const Interval range = fact ? loader_.rules.facts[formula.index].range : Interval{};
    const Wide one = formula.type.kind == Kind::rate ? input.unit / 1'000'000 : input.unit;
    const Wide low = fact ? range.low * one : -far;
    const Wide high = fact ? range.high * one : far;
    if (input.constants.empty()) return {{low, true, true, {}, ""}};
    std::set<Wide> places{low, high};
    for (const auto& [constant, id] : input.constants) {
      const Wide rest = whole ? ((constant % input.unit) + input.unit) % input.unit : 0;
      const Wide step = whole ? input.unit : 1;
      places.insert(rest == 0 ? constant - step : constant - rest);
      places.insert(rest == 0 ? constant + step : constant - rest + step);
      if (rest == 0) places.insert(constant);
    }
    for (const Wide place : places) {
      if (place >= low && place <= high)
        result.push_back({place, true, true, {}, shown(formula.type, place, input.unit)});
    }
    return result;
  }

  void with_signs(const std::vector<Stretch>& points, Input& input) const {
    std::vector<int> signs(input.operands.size());
    const std::string name = std::string(loader_.sources.slice(at(input.id).span));
    const bool certain = signs.empty() || (signs.size() == 1 && points.size() == 1);
    const auto add = [&](const auto& self, std::size_t operand) -> void {
      if (operand < signs.size()) {
        for (int way = 0; way < input.ways(); ++way) {
          signs[operand] = way;
          self(self, operand + 1);
        }
        return;
      }
      for (Stretch stretch : points) {
        stretch.signs = signs;
        stretch.certain = certain;
        for (std::size_t i = 0; i < signs.size(); ++i) {
          constexpr std::string_view of_numbers[] = {"< ", "= ", "> "};
          constexpr std::string_view of_choices[] = {"= ", "!= "};
          const auto way = static_cast<std::size_t>(signs[i]);
          if (!stretch.shown.empty()) stretch.shown += " and " + name + " ";
          stretch.shown += input.ways() == 2 ? of_choices[way] : of_numbers[way];
          stretch.shown += loader_.sources.slice(at(input.operands[i]).span);
        }
        input.stretches.push_back(std::move(stretch));
      }
    };
    add(add, 0);
  }

  [[nodiscard]] std::string shown(const Type& type, Wide parts, Wide unit) const {
    if (parts == far) return "above all that is tested";
    if (parts == -far) return "below all that is tested";
    if (type.kind == Kind::rate) {
      const Wide hundredths = parts * 100;
      return (hundredths % unit == 0 ? "= " : "near ") +
             std::to_string(static_cast<std::int64_t>(hundredths / unit)) + "%";
    }
    const auto number = static_cast<std::int64_t>(parts / unit);
    std::string text = std::to_string(number);
    if (type.kind == Kind::date) text = iso(Date{static_cast<std::int32_t>(number)});
    if (type.kind == Kind::money) {
      std::int64_t of_currency = 1;
      for (int i = 0; i < minor_digits(loader_.rules.currency); ++i) of_currency *= 10;
      text = std::to_string(number / of_currency);
      if (number % of_currency != 0) text += " and " + std::to_string(number % of_currency) + " minor units";
    }
    return (parts % unit == 0 ? "= " : "near ") + text;
  }

  /// What a test says of a stretch; nothing, where it hangs on more than that.
  [[nodiscard]] std::optional<bool> meets(FormulaId test, const Input& input, const Stretch& stretch) const {
    if (!stretch.applies) return false;  // as with every comparison of a fact that does not apply
    const Formula& formula = at(test);
    if (formula.operation == Operation::constant) return formula.value.numerator != 0;
    if (connects(formula.operation)) {
      const bool wanted = formula.operation != Operation::all;
      bool open = false;
      for (const FormulaId id : formula.inputs) {
        const std::optional<bool> met = meets(id, input, stretch);
        if (met && *met == wanted) return formula.operation == Operation::any;
        open = open || !met;
      }
      if (open) return std::nullopt;
      return formula.operation != Operation::any;
    }
    if (!compares(formula.operation) || formula.inputs[0] != input.id) return std::nullopt;
    int sign = 0;
    const Formula& other = at(formula.inputs[1]);
    if (other.operation == Operation::constant) {
      const auto parts = in_parts(other.value, input);
      if (!parts || input.constants.count(*parts) == 0) return std::nullopt;
      sign = stretch.at < *parts ? -1 : stretch.at > *parts ? 1 : 0;
    } else {
      const auto known = std::find_if(input.operands.begin(), input.operands.end(),
                                      [&](FormulaId id) { return same(id, formula.inputs[1]); });
      if (known == input.operands.end()) return std::nullopt;
      const int way = stretch.signs[static_cast<std::size_t>(known - input.operands.begin())];
      sign = input.ways() == 2 ? way : way - 1;
    }
    switch (formula.operation) {
      case Operation::equal: return sign == 0;
      case Operation::not_equal: return sign != 0;
      case Operation::less: return sign < 0;
      case Operation::less_equal: return sign <= 0;
      case Operation::greater: return sign > 0;
      default: return sign >= 0;
    }
  }

  [[nodiscard]] Rule cells_of(const RuleRow& rule) const {
    Rule cells;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      Cell cell;
      for (const Stretch& stretch : inputs[i].stretches) {
        const std::optional<bool> met = rule.each[i] == none ? true : meets(rule.each[i], inputs[i], stretch);
        cell.surely.push_back(met.value_or(false));
        cell.perhaps.push_back(met.value_or(true));
      }
      cells.push_back(std::move(cell));
    }
    return cells;
  }

  const Loader& loader_;
  const Table& table_;
};

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
