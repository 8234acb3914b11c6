// SPDX-License-Identifier: Apache-2.0
#pragma once

// Truths, and what makes them no: facts that do not apply, and parameters that are not in force.

#include "lower.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

HOTRO_INLINE Reg Lowering::truth(FormulaId id) {
  const Formula& formula = rules_.formulas[id];
  if (!context_->entries[id].present) {
    std::vector<Reg> reads;
    std::vector<Reg>* outer = in_force_;
    in_force_ = &reads;
    tell_rules(id);
    Reg value = lower_truth(id);
    in_force_ = outer;
    if (formula.line != none && rules_.lines[formula.line].leaf) {
      for (Reg read : reads) value = builder_.both(read, value);
      reads.clear();  // a line answers for itself: what reads its truth does not read its parameters
    }
    checked(formula.span);
    context_->entries[id] = {true, {value, 1}, std::move(reads)};
  }
  const Context::Entry& entry = context_->entries[id];
  for (const Reg force : entry.in_force) needs(force);
  return entry.number.reg;
}

HOTRO_INLINE Reg Lowering::compare(Operation operation, Reg a, Reg b) {
  switch (operation) {
    case Operation::equal: return builder_.equal(a, b);
    case Operation::not_equal: return builder_.negation(builder_.equal(a, b));
    case Operation::less: return builder_.less(a, b);
    case Operation::less_equal: return builder_.less_equal(a, b);
    case Operation::greater: return builder_.less(b, a);
    default: return builder_.less_equal(b, a);
  }
}

HOTRO_INLINE Reg Lowering::comparison(const Formula& formula) {
  const FormulaId left = formula.inputs[0];
  const FormulaId right = formula.inputs[1];
  if (rules_.formulas[left].type.kind == Kind::truth) {
    const Reg a = truth(left);
    const Reg b = truth(right);
    const Reg same = builder_.truth_choose(a, b, builder_.negation(b));
    return formula.operation == Operation::equal ? same : builder_.negation(same);
  }
  Quotient x;
  Quotient y;
  const bool divided = quotient(left, x);
  if (!divided) x = {number(left), builder_.constant(1)};
  if (!quotient(right, y)) {
    y = {number(right), builder_.constant(1)};
    if (!divided) {
      const Big denominator = common({x.above, y.above});
      const Reg a = scaled(x.above, denominator);
      const Reg b = scaled(y.above, denominator);
      return compare(formula.operation, a, b);
    }
  }
  // x / b ? y / d is x d ? y b, since b and d are positive.
  const Big denominator = common({x.above, y.above});
  const Reg a = builder_.multiply(scaled(x.above, denominator), y.below);
  const Reg b = builder_.multiply(scaled(y.above, denominator), x.below);
  return compare(formula.operation, a, b);
}

/// Facts with applies_if that a comparison reads, but not those of comparisons inside it.
HOTRO_INLINE void Lowering::applicable(FormulaId id, bool top, std::vector<std::uint32_t>& facts) const {
  std::vector<std::pair<FormulaId, bool>> open{{id, top}};
  std::vector<bool> seen(rules_.formulas.size());
  while (!open.empty()) {
    const auto [next, first] = open.back();
    open.pop_back();
    if (seen[next]) continue;
    seen[next] = true;
    const Formula& formula = rules_.formulas[next];
    if (formula.comparison && !first) continue;
    if (formula.operation == Operation::fact) {
      if (formula.type.kind == Kind::truth && !first) continue;
      const bool guarded = rules_.facts[formula.index].applies_if != none;
      if (guarded && std::find(facts.begin(), facts.end(), formula.index) == facts.end())
        facts.push_back(formula.index);
    }
    if (formula.operation == Operation::definition) {
      for (const auto& version : rules_.definitions[formula.index].timeline.versions) {
        if (version.enacted <= known_) open.push_back({version.value, false});
      }
    }
    for (FormulaId input : formula.inputs) open.push_back({input, false});
  }
}

HOTRO_INLINE Reg Lowering::guarded(const Formula& formula, Reg value) {
  const bool any = std::any_of(rules_.facts.begin(), rules_.facts.end(),
                               [](const Fact& fact) { return fact.applies_if != none; });
  if (!any) return value;
  std::vector<std::uint32_t> facts;
  applicable(static_cast<FormulaId>(&formula - rules_.formulas.data()), true, facts);
  for (std::uint32_t fact : facts) value = builder_.both(truth(rules_.facts[fact].applies_if), value);
  return value;
}

HOTRO_INLINE Reg Lowering::lower_truth(FormulaId id) {
  const Formula& formula = rules_.formulas[id];
  const auto compute = [&]() -> Reg {
    switch (formula.operation) {
      case Operation::constant: return builder_.truth(static_cast<Truth>(formula.value.numerator));
      case Operation::fact: return builder_.truth_fact(formula.index);
      case Operation::definition: return definition_truth(id);
      case Operation::negation: return builder_.negation(truth(formula.inputs[0]));
      case Operation::all: {
        Reg result = builder_.truth(Truth::yes);
        for (FormulaId input : formula.inputs) result = builder_.both(result, truth(input));
        return result;
      }
      case Operation::any:
      case Operation::no_one: {
        Reg result = builder_.truth(Truth::no);
        for (FormulaId input : formula.inputs) result = builder_.either(result, truth(input));
        return formula.operation == Operation::any ? result : builder_.negation(result);
      }
      case Operation::at_least: {
        // best[k]: the (k+1)-th largest truth so far; the k-th largest of all is yes exactly if k of them
        // are.
        std::vector<Reg> best(formula.index, builder_.truth(Truth::no));
        for (FormulaId input : formula.inputs) {
          Reg next = truth(input);
          for (Reg& held : best) {
            if (builder_.full) return next;
            const Reg greater = builder_.either(held, next);
            next = builder_.both(held, next);
            held = greater;
          }
        }
        return best.back();
      }
      case Operation::choose: {
        const Reg condition = truth(formula.inputs[0]);
        bool taken = false;
        if (fixed(condition, taken)) return truth(formula.inputs[taken ? 1 : 2]);
        Reg a = 0;
        Reg b = 0;
        const Reg then = forced([&] { a = truth(formula.inputs[1]); });
        const Reg otherwise = forced([&] { b = truth(formula.inputs[2]); });
        needs(builder_.truth_choose(condition, then, otherwise));
        return builder_.truth_choose(condition, a, b);
      }
      default: return comparison(formula);
    }
  };
  const Reg value = compute();
  const bool asked = formula.comparison && !formula.unguarded;
  return asked || formula.operation == Operation::fact ? guarded(formula, value) : value;
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
