// SPDX-License-Identifier: Apache-2.0
#pragma once

// What can be seen of a decision table without a row: rules that overlap, values for which there is no rule,
// rules that are never hit. Each input is cut into stretches within which every test has one answer.

#include <algorithm>
#include <optional>

#include "load_state.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

class TableCheck {
 public:
  TableCheck(Loader& loader, const Table& table) : loader_(loader), table_(table) {}

  /// `place`: of the table.
  void run(const std::string& name, Span place) {
    for (std::size_t i = 0; i < table_.inputs.size(); ++i) inputs_.push_back(cut(i));
    for (const TableRule& rule : table_.rules) rules_.push_back(stretches_of(rule));
    if (table_.hit == Hit::unique || table_.hit == Hit::any) {
      for (std::size_t b = 0; b < rules_.size(); ++b) {
        for (std::size_t a = 0; a < b; ++a) {
          if (!check_pair(a, b)) return;
        }
      }
    }
    if (table_.hit == Hit::first || table_.hit == Hit::priority) check_hits();
    check_gaps(name, place);
  }

 private:
  /// Where values of an input are alike: one of them, in half units; or, of a fact that does not apply, none.
  struct Stretch {
    Wide twice = 0;
    bool applies = true;
    std::string shown;
  };
  struct Input {
    std::vector<Stretch> stretches;
  };
  /// Of one rule and one input: the stretches whose values meet its test, or that may.
  struct Cell {
    std::vector<bool> surely, perhaps;
  };
  using RuleCells = std::vector<Cell>;

  [[nodiscard]] const Formula& at(FormulaId id) const { return loader_.rules.formulas[id]; }

  /// The constants that tests compare an input with.
  void constants(FormulaId test, FormulaId input, std::vector<Wide>& out) const {
    const Formula& formula = at(test);
    for (const FormulaId id : formula.inputs) {
      if (id != input && at(id).operation == Operation::constant && at(id).value.denominator == 1)
        out.push_back(at(id).value.numerator);
      if (at(id).type.kind == Kind::truth && id != input) constants(id, input, out);
    }
  }

  Input cut(std::size_t index) const {
    const FormulaId id = table_.inputs[index].id;
    const Formula& formula = at(id);
    const RuleSet& rules = loader_.rules;
    Input input;
    if (formula.type.kind == Kind::choice) {
      const ChoiceType& type = rules.types[formula.type.choice];
      for (std::size_t i = 0; i < type.options.size(); ++i)
        input.stretches.push_back({2 * static_cast<Wide>(i), true, "= \"" + type.options[i] + "\""});
    } else if (formula.type.kind == Kind::truth) {
      input.stretches = {{0, true, "= false"}, {4, true, "= true"}};
    } else {
      cut_number(index, formula, input);
    }
    const bool may_not_apply =
        formula.operation == Operation::fact && rules.facts[formula.index].applies_if != none;
    if (may_not_apply) input.stretches.push_back({0, false, "does not apply"});
    return input;
  }

  void cut_number(std::size_t index, const Formula& formula, Input& input) const {
    std::vector<Wide> at_constants;
    for (const TableRule& rule : table_.rules) {
      if (rule.tests[index] != none) constants(rule.tests[index], table_.inputs[index].id, at_constants);
    }
    // Facts but rates are whole; what is computed may lie between.
    const bool is_fact = formula.operation == Operation::fact;
    const bool whole = is_fact && formula.type.kind != Kind::rate;
    constexpr Wide far = Wide{1} << 80U;
    const Interval range = is_fact ? loader_.rules.facts[formula.index].range : Interval{};
    const Wide low = whole ? 2 * static_cast<Wide>(range.low) : -far;
    const Wide high = whole ? 2 * static_cast<Wide>(range.high) : far;
    std::vector<Wide> points{low, high};
    for (const Wide constant : at_constants) {
      for (const int step : {-1, 0, 1}) points.push_back(2 * constant + (whole ? 2 : 1) * step);
    }
    std::sort(points.begin(), points.end());
    points.erase(std::unique(points.begin(), points.end()), points.end());
    for (const Wide point : points) {
      if (point < low || point > high) continue;
      input.stretches.push_back({point, true, shown(formula.type, point, far)});
    }
  }

  std::string shown(const Type& type, Wide twice, Wide far) const {
    if (twice == far) return "above all that is tested";
    if (twice == -far) return "below all that is tested";
    const auto number = static_cast<std::int64_t>(twice / 2);
    std::string text = std::to_string(number);
    if (type.kind == Kind::date) text = iso(Date{static_cast<std::int32_t>(number)});
    if (type.kind == Kind::money) {
      std::int64_t unit = 1;
      for (int i = 0; i < minor_digits(loader_.rules.currency); ++i) unit *= 10;
      text = std::to_string(number / unit);
      if (number % unit != 0) text += " and " + std::to_string(number % unit) + " minor units";
    }
    return (twice % 2 == 0 ? "= " : "near ") + text;
  }

  /// What a test says of a stretch; nothing, where it hangs on more than the input.
  std::optional<bool> meets(FormulaId test, FormulaId input, const Stretch& stretch) const {
    if (!stretch.applies) return false;  // as with every comparison of a fact that does not apply
    const Formula& formula = at(test);
    if (formula.operation == Operation::constant) return formula.value.numerator != 0;
    if (test == input) return stretch.twice != 0;
    switch (formula.operation) {
      case Operation::all:
      case Operation::any:
      case Operation::no_one: {
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
      default: break;
    }
    if (formula.inputs.size() != 2 || formula.inputs[0] != input ||
        at(formula.inputs[1]).operation != Operation::constant ||
        at(formula.inputs[1]).value.denominator != 1)
      return std::nullopt;
    const Wide other = 2 * static_cast<Wide>(at(formula.inputs[1]).value.numerator);
    switch (formula.operation) {
      case Operation::equal: return stretch.twice == other;
      case Operation::not_equal: return stretch.twice != other;
      case Operation::less: return stretch.twice < other;
      case Operation::less_equal: return stretch.twice <= other;
      case Operation::greater: return stretch.twice > other;
      case Operation::greater_equal: return stretch.twice >= other;
      default: return std::nullopt;
    }
  }

  RuleCells stretches_of(const TableRule& rule) const {
    RuleCells cells;
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      Cell cell;
      for (const Stretch& stretch : inputs_[i].stretches) {
        const std::optional<bool> met =
            rule.tests[i] == none ? true : meets(rule.tests[i], table_.inputs[i].id, stretch);
        cell.surely.push_back(met.value_or(false));
        cell.perhaps.push_back(met.value_or(true));
      }
      cells.push_back(std::move(cell));
    }
    return cells;
  }

  /// False: the rules overlap, and may not.
  bool check_pair(std::size_t a, std::size_t b) {
    std::vector<std::size_t> where;
    bool surely = true;
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      const std::size_t count = inputs_[i].stretches.size();
      std::size_t found = count;
      bool sure = false;
      for (std::size_t k = 0; k < count && !sure; ++k) {
        if (!rules_[a][i].perhaps[k] || !rules_[b][i].perhaps[k]) continue;
        sure = rules_[a][i].surely[k] && rules_[b][i].surely[k];
        if (found == count || sure) found = k;
      }
      if (found == count) return true;
      surely = surely && sure;
      where.push_back(found);
    }
    const TableRule& one = table_.rules[a];
    const TableRule& other = table_.rules[b];
    if (table_.hit == Hit::any && one.output_texts == other.output_texts) return true;
    Diagnostic& d = loader_.diagnostics.report(
        table_.hit == Hit::any ? Code::rules_disagree : Code::rules_overlap, other.span,
        surely ? "two rules are met " + assignment(where) +
                     (table_.hit == Hit::any ? ", with other outputs" : "")
               : "two rules may be met at once: their tests hang on more than constants");
    d.also.push_back({one.span, "the other one"});
    d.help = "let their tests exclude each other, or say which comes first with \"hit: first\"";
    return false;
  }

  /// Where all these rules may be missed, from an input on; false if one of them is met everywhere.
  bool find_missed(const std::vector<std::size_t>& among, std::size_t input,
                   std::vector<std::size_t>& where) {
    if (among.empty()) {
      where.resize(inputs_.size(), 0);
      return true;
    }
    if (input == inputs_.size() || ++steps_ > most_steps) return false;
    for (std::size_t k = 0; k < inputs_[input].stretches.size(); ++k) {
      if (within_ != nullptr && !(*within_)[input].perhaps[k]) continue;
      std::vector<std::size_t> left;
      for (const std::size_t rule : among) {
        if (rules_[rule][input].surely[k]) left.push_back(rule);
      }
      where.resize(input);
      where.push_back(k);
      if (find_missed(left, input + 1, where)) {
        // Further inputs may be anything, within the rule that is looked at.
        for (std::size_t i = input + 1; i < inputs_.size() && within_ != nullptr; ++i) {
          if (where[i] == 0 && !(*within_)[i].perhaps[0])
            where[i] = static_cast<std::size_t>(
                std::find((*within_)[i].perhaps.begin(), (*within_)[i].perhaps.end(), true) -
                (*within_)[i].perhaps.begin());
        }
        return true;
      }
    }
    return false;
  }

  void check_hits() {
    std::vector<std::size_t> before;
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      std::vector<std::size_t> where;
      within_ = &rules_[i];
      steps_ = 0;
      const bool hit = find_missed(before, 0, where) || steps_ > most_steps;
      within_ = nullptr;
      if (!hit) {
        loader_.diagnostics.report(Code::never_hit, table_.rules[i].span, "the rule is never hit").help =
            "the rules that come before it are met wherever it is: delete it, or move it up";
      }
      before.push_back(i);
    }
  }

  void check_gaps(const std::string& name, Span place) {
    if (!table_.otherwise.empty()) return;
    // What is not collected is 0.
    if (table_.hit == Hit::collect &&
        (table_.aggregate == Aggregate::sum || table_.aggregate == Aggregate::count))
      return;
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < rules_.size(); ++i) all.push_back(i);
    std::vector<std::size_t> where;
    steps_ = 0;
    const bool found = find_missed(all, 0, where);
    if (!found && steps_ <= most_steps) return;
    loader_.diagnostics
        .report(Code::table_gap, place,
                found ? "the table \"" + name + "\" has no rule " + assignment(where)
                      : "it cannot be seen whether the table \"" + name + "\" has a rule for everything")
        .help = "add a rule, or \"otherwise: {then: […], cite: …}\"";
  }

  /// `where place = "home" and months = 4`.
  [[nodiscard]] std::string assignment(const std::vector<std::size_t>& where) const {
    std::string text = "where ";
    for (std::size_t i = 0; i < where.size(); ++i) {
      if (i != 0) text += " and ";
      text += table_.input_texts[i] + " " + inputs_[i].stretches[where[i]].shown;
    }
    return text;
  }

  static constexpr std::size_t most_steps = 1'000'000;
  Loader& loader_;
  const Table& table_;
  std::vector<Input> inputs_;
  std::vector<RuleCells> rules_;
  const RuleCells* within_ = nullptr;  // only there
  std::size_t steps_ = 0;
};

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
