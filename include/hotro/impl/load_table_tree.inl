// SPDX-License-Identifier: Apache-2.0
#pragma once

// A decision table as a tree of choices, input by input. A chain of choices, rule by rule, cannot see that
// two tests exclude each other, so that an input that is not known would leave too much open; in a tree each
// input is asked about once on every way, and an outcome is open exactly if values of the inputs lead to it.

#include "load_table_cells.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

class TableTree {
 public:
  using Outputs = std::vector<FormulaId>;  // of the table; empty: nothing leads there

  TableTree(Loader& loader, const Table& table, const TableCells& cells)
      : loader_(loader),
        table_(table),
        cells_(cells),
        decided_(table.inputs.size(), -1),
        gates_(table.inputs.size()) {
    for (std::size_t i = 0; i < table.inputs.size(); ++i) {
      order_.push_back(i);
      const std::uint32_t gate = cells.inputs[i].applies == none ? none : gate_of(i);
      if (gate != none) gates_[gate] = true;
    }
    // Whether an input applies is asked before the input.
    std::stable_partition(order_.begin(), order_.end(), [&](std::size_t i) {
      return cells.inputs[i].applies == none || gate_of(i) == none;
    });
    for (const TableCells::Rule& rule : cells.rules) {
      const auto binds = [&](std::size_t input) {
        const std::vector<bool>& surely = rule[input].surely;
        return std::find(surely.begin(), surely.end(), false) != surely.end();
      };
      const auto last = std::find_if(order_.rbegin(), order_.rend(), binds);
      free_from_.push_back(static_cast<std::size_t>(order_.rend() - last));
    }
  }

  /// The outputs of the whole table; empty where the tree would be larger than is worth it.
  Outputs run() {
    Rows all(table_.rules.size());
    std::iota(all.begin(), all.end(), std::uint16_t{0});
    const Outputs result = node(0, std::move(all));
    return outgrown() ? Outputs{} : result;
  }

 private:
  using Rows = std::vector<std::uint16_t>;  // rules that may still be met
  static constexpr std::size_t most_choices = 4'000;
  static constexpr std::size_t most_steps = 20'000'000;

  [[nodiscard]] bool outgrown() const {
    return made_ > most_choices || nodes_.size() > most_choices || steps_ > most_steps;
  }
  [[nodiscard]] const Formula& at(FormulaId id) const { return loader_.rules.formulas[id]; }

  /// The input that says whether an input applies; `none` if there is none.
  [[nodiscard]] std::uint32_t gate_of(std::size_t input) const {
    const Formula& gate = at(cells_.inputs[input].applies);
    for (std::uint32_t i = 0; i < cells_.inputs.size() && gate.operation == Operation::fact; ++i) {
      const Formula& one = at(cells_.inputs[i].id);
      if (one.operation == Operation::fact && one.index == gate.index && cells_.inputs[i].points == 2)
        return i;
    }
    return none;
  }
  [[nodiscard]] bool free(std::uint16_t row, std::size_t depth) const { return depth >= free_from_[row]; }

  Outputs node(std::size_t depth, Rows rows) {
    if (outgrown()) return {};
    if (table_.hit != Hit::collect) {
      // What comes behind a rule that is met is not hit.
      for (std::size_t i = 0; i < rows.size(); ++i) {
        if (free(rows[i], depth)) rows.resize(i + 1);
      }
      if (!rows.empty() && free(rows[0], depth)) return outcome(rows);
    }
    if (rows.empty() || depth == order_.size()) return outcome(rows);
    const auto key = std::make_tuple(depth, rows, decided_);
    if (const auto known = nodes_.find(key); known != nodes_.end()) return known->second;
    const std::size_t input = order_[depth];
    const bool asked = std::any_of(rows.begin(), rows.end(),
                                   [&](std::uint16_t row) { return table_.rules[row].each[input] != none; });
    Outputs result = asked ? cut(depth, rows) : node(depth + 1, rows);
    nodes_.emplace(key, result);
    return result;
  }

  Outputs cut(std::size_t depth, const Rows& rows) {
    const TableCells::Input& input = cells_.inputs[order_[depth]];
    const std::size_t cut = input.stretches.size() - (input.applies != none ? 1 : 0);
    if (input.applies == none) return by_sign(depth, rows, 0, cut, 0);
    const std::uint32_t gate = gate_of(order_[depth]);
    const int applies = gate == none ? -1 : decided_[gate];
    const Outputs there = applies == 0 ? Outputs{} : by_sign(depth, rows, 0, cut, 0);
    const Outputs absent = applies == 1 ? Outputs{} : settle(depth, rows, cut);
    return choose(input.applies, there, absent);
  }

  /// Stretches that differ in how the input compares with its operands, from one of them on.
  Outputs by_sign(std::size_t depth, const Rows& rows, std::size_t first, std::size_t count,
                  std::size_t operand) {
    const TableCells::Input& input = cells_.inputs[order_[depth]];
    if (operand == input.operands.size()) return by_point(depth, rows, first);
    const std::size_t part = count / static_cast<std::size_t>(input.ways());
    std::vector<Outputs> ways;
    for (std::size_t way = 0; way * part < count; ++way)
      ways.push_back(by_sign(depth, rows, first + way * part, part, operand + 1));
    const FormulaId other = input.operands[operand];
    if (input.ways() == 2) return choose_where(Operation::equal, input, other, ways[0], ways[1]);
    return choose_where(Operation::less, input, other, ways[0],
                        choose_where(Operation::less_equal, input, other, ways[1], ways[2]));
  }

  Outputs by_point(std::size_t depth, const Rows& rows, std::size_t first) {
    const std::size_t index = order_[depth];
    const TableCells::Input& input = cells_.inputs[index];
    std::vector<Outputs> found;
    for (std::size_t k = first; k < first + input.points && !outgrown(); ++k) {
      if (gates_[index]) decided_[index] = static_cast<int>(k - first);
      found.push_back(settle(depth, rows, k));
    }
    decided_[index] = -1;
    if (outgrown()) return {};
    if (found.size() == 1) return found[0];
    if (input.kind == Kind::truth) return choose(input.id, found[1], found[0]);
    if (input.kind == Kind::choice) return by_option(input, found);
    std::vector<std::size_t> starts;  // of runs of equal outcomes
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (i == 0 || found[i] != found[i - 1]) starts.push_back(i);
    }
    return by_run(input, found, first, starts, 0, starts.size());
  }

  Outputs by_option(const TableCells::Input& input, const std::vector<Outputs>& found) {
    std::map<Outputs, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < found.size(); ++i) groups[found[i]].push_back(i);
    std::vector<std::pair<std::vector<std::size_t>, Outputs>> sorted;
    for (const auto& [outputs, options] : groups) sorted.emplace_back(options, outputs);
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
      return std::make_pair(a.first.size(), a.first) < std::make_pair(b.first.size(), b.first);
    });
    Outputs result = sorted.back().second;
    for (std::size_t i = sorted.size() - 1; i-- > 0;) {
      std::vector<FormulaId> tests;
      for (const std::size_t option : sorted[i].first)
        tests.push_back(compare(Operation::equal, input, option_of(input, option)));
      FormulaId test = tests.front();
      if (tests.size() > 1) {
        Formula any;
        any.operation = Operation::any;
        any.type = {Kind::truth, none, false};
        any.inputs = std::move(tests);
        test = add(std::move(any));
      }
      result = choose(test, sorted[i].second, result);
    }
    return result;
  }

  /// Halves, so that the tree is not deep.
  Outputs by_run(const TableCells::Input& input, const std::vector<Outputs>& found, std::size_t first,
                 const std::vector<std::size_t>& starts, std::size_t begin, std::size_t end) {
    if (end - begin == 1) return found[starts[begin]];
    const std::size_t middle = begin + (end - begin) / 2;
    const Wide before = input.stretches[first + starts[middle] - 1].at;
    const Wide behind = input.stretches[first + starts[middle]].at;
    // A constant lies between the two, or is one of them.
    auto constant = input.constants.upper_bound(before);
    const bool at_behind = constant != input.constants.end() && constant->first <= behind;
    if (!at_behind) constant = input.constants.find(before);
    const Outputs low = by_run(input, found, first, starts, begin, middle);
    const Outputs high = by_run(input, found, first, starts, middle, end);
    return choose_where(at_behind ? Operation::less : Operation::less_equal, input, constant->second, low,
                        high);
  }

  /// In a stretch: where a test hangs on more than the input it is asked as it stands.
  Outputs settle(std::size_t depth, const Rows& rows, std::size_t stretch) {
    steps_ += rows.size() + 1;
    if (outgrown()) return {};
    const std::size_t input = order_[depth];
    Rows met;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const TableCells::Cell& cell = cells_.rules[rows[i]][input];
      if (!cell.perhaps[stretch]) continue;
      if (cell.surely[stretch] || settled_.count(rows[i]) != 0) {
        met.push_back(rows[i]);
        continue;
      }
      const FormulaId test = table_.rules[rows[i]].each[input];
      Rows without;
      std::vector<std::uint16_t> alike;
      for (const std::uint16_t row : rows) {
        const FormulaId other = table_.rules[row].each[input];
        const bool same = other != none && cells_.same(test, other);
        if (!same) without.push_back(row);
        if (same && settled_.insert(row).second) alike.push_back(row);
      }
      const Outputs yes = settle(depth, rows, stretch);
      for (const std::uint16_t row : alike) settled_.erase(row);
      return choose(asked(test, rows[i]), yes, settle(depth, without, stretch));
    }
    // What was settled is of this input only.
    std::set<std::uint16_t> outer;
    outer.swap(settled_);
    const Outputs result = node(depth + 1, std::move(met));
    outer.swap(settled_);
    return result;
  }

  // --- formulas

  FormulaId add(Formula formula) {
    formula.comparison = formula.unguarded = true;
    formula.span = {none, 0, 0};  // nobody wrote it
    return loader_.add(std::move(formula)).id;
  }
  FormulaId compare(Operation operation, const TableCells::Input& input, FormulaId other) {
    const auto [known, fresh] = comparisons_.try_emplace({operation, input.id, other}, none);
    if (fresh) {
      Formula formula;
      formula.operation = operation;
      formula.type = {Kind::truth, none, false};
      formula.inputs = {input.id, other};
      known->second = add(std::move(formula));
    }
    return known->second;
  }
  FormulaId option_of(const TableCells::Input& input, std::size_t option) {
    const auto [known, fresh] = options_.try_emplace({input.id, option}, none);
    if (fresh) {
      Formula formula;
      formula.type = at(input.id).type;
      formula.value = {static_cast<std::int64_t>(option), 1};
      formula.span = at(input.id).span;
      known->second = loader_.add(std::move(formula)).id;
    }
    return known->second;
  }
  FormulaId asked(FormulaId test, std::uint16_t row) {
    const auto [known, fresh] = asked_.try_emplace(test, none);
    if (!fresh) return known->second;
    Formula formula = at(test);
    formula.comparison = true;
    formula.span = {none, 0, 0};
    const Typed typed = loader_.add(std::move(formula));
    if (typed && cells_.lapses(test)) {
      Line line;
      line.leaf = line.cell = true;
      line.basis = table_.rules[row].basis;
      line.span = table_.rules[row].span;
      loader_.put_line(typed, std::move(line));
    }
    known->second = typed.id;
    return typed.id;
  }
  Outputs choose_where(Operation operation, const TableCells::Input& input, FormulaId other,
                       const Outputs& then, const Outputs& otherwise) {
    if (then.empty() || then == otherwise) return otherwise;
    if (otherwise.empty()) return then;
    return choose(compare(operation, input, other), then, otherwise);
  }
  Outputs choose(FormulaId test, const Outputs& then, const Outputs& otherwise) {
    if (then.empty() || then == otherwise) return otherwise;
    if (otherwise.empty()) return then;
    Outputs result;
    for (std::size_t i = 0; i < then.size(); ++i) {
      FormulaId id = then[i];
      if (then[i] != otherwise[i]) {
        const auto [known, fresh] = choices_.try_emplace({test, then[i], otherwise[i]}, none);
        if (fresh) {
          Formula formula;
          formula.operation = Operation::choose;
          formula.type = table_.types[i];
          formula.inputs = {test, then[i], otherwise[i]};
          formula.span = table_.place;
          known->second = loader_.add(std::move(formula)).id;
          ++made_;
        }
        id = known->second;
      }
      result.push_back(id);
    }
    return result;
  }

  // --- outcomes

  /// Equal constants are one.
  FormulaId constant(FormulaId id) {
    const Formula& formula = at(id);
    if (formula.operation != Operation::constant) return id;
    const auto key = std::make_tuple(static_cast<int>(formula.type.kind), formula.type.choice,
                                     formula.value.numerator, formula.value.denominator);
    return constants_.try_emplace(key, id).first->second;
  }
  Outputs outcome(const Rows& rows) {
    if (table_.hit == Hit::collect) return collected(rows);
    if (rows.empty() && table_.otherwise.empty()) return {};
    Outputs result;
    for (const FormulaId id : rows.empty() ? table_.otherwise : table_.rules[rows.front()].outputs)
      result.push_back(constant(id));
    return result;
  }
  Outputs collected(const Rows& rows) {
    const auto known = collected_.find(rows);
    if (known != collected_.end()) return known->second;
    const Type type = table_.types.front();
    const bool count = table_.aggregate == Aggregate::count;
    const bool sum = table_.aggregate == Aggregate::sum;
    Outputs result;
    if (rows.empty() && !table_.otherwise.empty()) {
      result = {constant(table_.otherwise.front())};
    } else if (count || (sum && rows.empty())) {
      const auto number = static_cast<std::int64_t>(rows.size());
      result = {constant(loader_.constant(type, {number, 1}, table_.place).id)};
    } else if (!rows.empty()) {
      std::vector<Typed> values;
      for (const std::uint16_t row : rows) values.push_back({table_.rules[row].outputs.front(), type, false});
      Typed value = values.front();
      for (std::size_t i = 1; i < values.size() && value; ++i) {
        const Operation operation = sum                                  ? Operation::add
                                    : table_.aggregate == Aggregate::min ? Operation::minimum
                                                                         : Operation::maximum;
        value = loader_.make(operation, type, {value, values[i]}, table_.place);
        ++made_;
      }
      result = {constant(value.id)};
    }
    collected_.emplace(rows, result);
    return result;
  }

  Loader& loader_;
  const Table& table_;
  const TableCells& cells_;
  std::vector<std::size_t> order_;   // of inputs
  std::vector<int> decided_;         // of these, gates on the way: 0, 1; -1: not
  std::vector<bool> gates_;          // truths that say whether other inputs apply
  std::set<std::uint16_t> settled_;  // rules whose test of this input is met on the way
  std::size_t made_ = 0;
  std::size_t steps_ = 0;
  std::vector<std::size_t> free_from_;  // by rule: from which depth no input keeps it from being met
  std::map<std::tuple<std::size_t, Rows, std::vector<int>>, Outputs> nodes_;
  std::map<std::tuple<Operation, FormulaId, FormulaId>, FormulaId> comparisons_;
  std::map<std::pair<FormulaId, std::size_t>, FormulaId> options_;
  std::map<FormulaId, FormulaId> asked_;
  std::map<std::tuple<FormulaId, FormulaId, FormulaId>, FormulaId> choices_;
  std::map<std::tuple<int, std::uint32_t, std::int64_t, std::int64_t>, FormulaId> constants_;
  std::map<Rows, Outputs> collected_;
};

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
