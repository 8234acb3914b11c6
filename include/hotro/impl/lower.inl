// SPDX-License-Identifier: Apache-2.0
#pragma once

// From the model to ops. Numbers of the model are fractions; a register holds the numerator over a
// denominator that is known here, so that programs compute with whole numbers only. A division by a value
// that varies becomes a comparison of cross products, or a rounding division.

#include "../compile.hpp"
#include "builder.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

/// A number: register / denominator; the denominator is positive.
struct Number {
  Reg reg = 0;
  Big denominator = 1;
};

/// A number over another register that is proven positive.
struct Quotient {
  Number above;
  Reg below = 0;
};

inline constexpr std::string_view round_days =
    "round the days that are added: event_from + floor(days_total / 2)";

class Lowering {
 public:
  Lowering(const RuleSet& rules, Diagnostics& diagnostics, Date known, std::vector<std::uint32_t> readings,
           MonthEnd month_end, bool force_wide)
      : rules_(rules),
        diagnostics_(diagnostics),
        known_(known),
        readings_(std::move(readings)),
        month_end_(month_end),
        builder_(force_wide) {}

  void run(ProgramData& out);
  Builder& builder() { return builder_; }

 private:
  /// What was lowered with one effective date: a formula means another thing with another date.
  struct Context {
    bool dated = false;  // false while an effective date is lowered itself
    Reg effective = 0;
    struct Entry {
      bool present = false;
      Number number;              // truths: its register
      std::vector<Reg> in_force;  // of the parameters that it reads: truths
    };
    std::vector<Entry> entries;
  };

  Number number(FormulaId id);
  Number lower_number(FormulaId id);
  Reg truth(FormulaId id);
  Reg lower_truth(FormulaId id);
  Reg comparison(const Formula& formula);
  Reg compare(Operation operation, Reg a, Reg b);
  bool quotient(FormulaId id, Quotient& out);
  Number rounded(const Formula& formula);
  Number parameter(FormulaId id);
  Reg looked_up(const std::vector<Reg>& keys, std::size_t first, std::vector<Big> entries,
                const std::vector<std::size_t>& options);
  Number calendar(const Formula& formula);
  Reg guarded(const Formula& formula, Reg value);
  void applicable(FormulaId id, bool top, std::vector<std::uint32_t>& facts) const;
  Reg scaled(const Number& value, const Big& denominator);
  /// Products of rates, and what rates have in common, would grow without end.
  static const Big& largest_denominator() {
    static const Big largest = Big(1) << (widest_number - 1);
    return largest;
  }
  Big common(const std::vector<Number>& values) const;
  Reg whole(const Number& value, Span span, std::string_view what, std::string_view help);
  bool fixed(Reg condition, bool& value) const;
  template <class F>
  Reg forced(F&& lower);
  void checked(Span span);
  /// The program needs more than that of something: the rest is lowered to nothing.
  void outgrow(std::string most) {
    if (outgrown_.empty()) outgrown_ = std::move(most);
    builder_.full = true;
  }

  template <class T, class F>
  void each_segment(const Timeline<T>& timeline, Date from, Date to, F&& visit);
  Reg from_day(Reg date, Date day) { return builder_.less_equal(builder_.constant(day.day), date); }
  void tell_rules(FormulaId id);
  Number definition_number(FormulaId id);
  Reg definition_truth(FormulaId id);
  void effective_reads_definition(const Formula& formula);
  void gap(std::string_view what, Span declared, Span read, Date from, Date to);
  Date first_day() const { return rules_.covers_from; }
  Date last_day() const { return rules_.covers_to; }

  void benefits(ProgramData& out);
  void benefit(std::uint32_t index, BenefitOutput& out, Reg& concerned, Reg& eligible, Reg& entitlement);
  Reg entitlement_of(const Benefit& benefit);
  void needs(Reg force);
  void always_in_force(const std::vector<Reg>& reads, Span span, std::string_view what);
  std::uint32_t context_of(const Benefit& benefit);
  Reg payouts(ProgramData& out, const std::vector<Reg>& entitlements);
  Reg with_those_on_top(Reg highest, const std::vector<Reg>& amounts);

  const RuleSet& rules_;
  Diagnostics& diagnostics_;
  Date known_;
  std::vector<std::uint32_t> readings_;  // option by reading
  MonthEnd month_end_;
  Builder builder_;
  std::vector<Context> contexts_;
  Context undated_;
  Context* context_ = &undated_;
  std::vector<Reg>* in_force_ = nullptr;  // collects for the line that is lowered
  std::vector<std::uint32_t> reported_;   // parameters whose gap was reported
  std::size_t entries_ = 0;               // of all tables
  std::string outgrown_;                  // the limit of programs that was passed first
};

HOTRO_INLINE void Lowering::checked(Span span) {
  if (!builder_.too_wide) return;
  builder_.too_wide = false;
  diagnostics_.report(Code::too_wide, span, "a value here may exceed 128 bits").help =
      "declare closer bounds (min, max) for the facts it is computed from";
}

/// A truth that is the same for every row.
HOTRO_INLINE bool Lowering::fixed(Reg condition, bool& value) const {
  const Range& range = builder_.range(condition);
  if (!range.constant() || range.low == 1) return false;
  value = range.low == 2;
  return true;
}

/// Whether everything that `lower` reads is in force, as one truth, apart from what is read around it.
template <class F>
Reg Lowering::forced(F&& lower) {
  std::vector<Reg> reads;
  std::vector<Reg>* outer = in_force_;
  in_force_ = &reads;
  lower();
  in_force_ = outer;
  Reg result = builder_.truth(Truth::yes);
  for (Reg read : reads) result = builder_.both(result, read);
  return result;
}

/// The line that is lowered is asked for only where that truth holds. Said once, and not where it always
/// does: formulas that share parts would say it twice as often at each level.
HOTRO_INLINE void Lowering::needs(Reg force) {
  bool holds = false;
  if (in_force_ == nullptr || (fixed(force, holds) && holds)) return;
  if (std::find(in_force_->begin(), in_force_->end(), force) == in_force_->end()) in_force_->push_back(force);
}

HOTRO_INLINE Reg Lowering::scaled(const Number& value, const Big& denominator) {
  return builder_.multiply(value.reg, builder_.constant(denominator / value.denominator));
}

HOTRO_INLINE Big Lowering::common(const std::vector<Number>& values) const {
  Big result = 1;
  for (const Number& value : values) result = boost::multiprecision::lcm(result, value.denominator);
  return result;
}

HOTRO_INLINE Reg Lowering::whole(const Number& value, Span span, std::string_view what,
                                 std::string_view help) {
  if (value.denominator != 1) {
    diagnostics_
        .report(Code::rounding_needed, span, std::string(what) + " may be a fraction and names no rounding")
        .help = help;
  }
  return value.reg;
}

// --- time

/// Calls visit(segment, starts) for the runs of days with one version each; starts is true from the second
/// on.
template <class T, class F>
void Lowering::each_segment(const Timeline<T>& timeline, Date from, Date to, F&& visit) {
  bool starts = false;
  for (const Segment<T>& segment : timeline.segments(from, to, known_)) {
    visit(segment, starts);
    starts = true;
  }
}

HOTRO_INLINE void Lowering::gap(std::string_view what, Span declared, Span read, Date from, Date to) {
  Diagnostic& d = diagnostics_.report(Code::gap, declared,
                                      "\"" + std::string(what) + "\" has no version from " + iso(from) +
                                          " to " + iso(to) + ", as known on " + iso(known_));
  d.also.push_back({read, "it is read here for such a day"});
  d.help = "add a version, say \"value: none\" where it is not in force, or bound the date with min and max";
}

/// Entries by keys, in row-major order. Every key but the last is compared, so that an unknown one spans its
/// own entries only.
HOTRO_INLINE Reg Lowering::looked_up(const std::vector<Reg>& keys, std::size_t first,
                                     std::vector<Big> entries, const std::vector<std::size_t>& options) {
  if (keys.size() <= first + 1) {
    const std::size_t tables = builder_.tables.size();
    const Reg read = builder_.lookup(keys.empty() ? builder_.constant(0) : keys[first], entries);
    if (builder_.tables.size() > tables) entries_ += entries.size();
    if (entries_ > most_entries) outgrow(std::to_string(most_entries) + " values that it looks up by keys");
    return read;
  }
  const auto count = static_cast<std::ptrdiff_t>(options[first]);
  const std::ptrdiff_t each = static_cast<std::ptrdiff_t>(entries.size()) / count;
  Reg result = 0;
  for (std::ptrdiff_t option = count - 1; option >= 0; --option) {
    const auto begin = entries.begin() + option * each;
    const Reg part = looked_up(keys, first + 1, {begin, begin + each}, options);
    result = option == count - 1
                 ? part
                 : builder_.choose(builder_.less_equal(keys[first], builder_.constant(option)), part, result);
  }
  return result;
}

HOTRO_INLINE void Lowering::effective_reads_definition(const Formula& formula) {
  Diagnostic& d =
      diagnostics_.report(Code::constant_needed, formula.span,
                          "the effective date depends on a definition whose version it would pick");
  d.also.push_back({rules_.definitions[formula.index].span, "it has several versions"});
  d.help = "compute the effective date from facts, or from definitions with one version";
}

HOTRO_INLINE Number Lowering::parameter(FormulaId id) {
  const Formula& formula = rules_.formulas[id];
  const Parameter& found = rules_.parameters[formula.index];
  std::size_t keys = formula.inputs.size();
  Reg date = context_->dated ? context_->effective : builder_.constant(0);
  Date from = first_day();
  Date to = last_day();
  if (formula.dated) {
    date = whole(number(formula.inputs[--keys]), formula.span, "the date of at()", round_days);
    // Versions without an end reach from `beginning` to `forever`: what lies beyond is read as those days.
    const auto within = [](const Big& day) {
      return Date{static_cast<std::int32_t>(std::clamp(day, Big(beginning.day), Big(forever.day)))};
    };
    from = within(builder_.range(date).low);
    to = within(builder_.range(date).high);
  } else if (!context_->dated) {
    diagnostics_
        .report(Code::constant_needed, formula.span,
                "the effective date depends on a parameter that it would pick")
        .help = "read the parameter on a fixed date: at(parameter, date)";
    return {builder_.constant(0), 1};
  }
  std::vector<Reg> key_of;
  std::vector<std::size_t> options;
  for (std::size_t i = 0; i < keys; ++i) {
    options.push_back(rules_.types[found.keys[i]].options.size());
    key_of.push_back(number(formula.inputs[i]).reg);
  }
  const std::size_t ends = found.type.range ? 2 : 1;
  const std::size_t end = formula.part == Part::high ? 1 : 0;

  Big denominator = 1;
  each_segment(found.timeline, from, to, [&](const auto& segment, bool) {
    if (segment.version == nullptr) return;
    for (const Value& cell : segment.version->value.cells) {
      if (denominator > largest_denominator()) return;  // number() refuses it
      denominator = boost::multiprecision::lcm(denominator, Big(cell.denominator));
    }
  });
  if (denominator > largest_denominator()) return {builder_.constant(0), denominator};
  std::optional<Reg> value;
  Reg in_force = builder_.truth(Truth::yes);
  each_segment(found.timeline, from, to, [&](const auto& segment, bool starts) {
    if (segment.version == nullptr) {
      if (std::find(reported_.begin(), reported_.end(), formula.index) == reported_.end()) {
        gap(found.name, found.span, formula.span, segment.from, segment.to);
        reported_.push_back(formula.index);
      }
      return;
    }
    const ParameterValue& version = segment.version->value;
    const Reg begun = starts ? from_day(date, segment.from) : 0;
    const Reg force = builder_.truth(hotro::truth(version.in_force));
    in_force = starts ? builder_.truth_choose(begun, force, in_force) : force;
    if (!version.in_force) return;
    std::vector<Big> entries;
    for (std::size_t i = end; i < version.cells.size(); i += ends) {
      entries.push_back(version.cells[i].numerator * (denominator / version.cells[i].denominator));
    }
    const Reg read = looked_up(key_of, 0, std::move(entries), options);
    value = value ? builder_.choose(begun, read, *value) : read;
  });
  needs(in_force);
  return {value ? *value : builder_.constant(0), denominator};
}

HOTRO_INLINE Number Lowering::definition_number(FormulaId id) {
  const Formula& formula = rules_.formulas[id];
  const Definition& definition = rules_.definitions[formula.index];
  std::vector<Number> values;
  std::vector<Reg> forces;
  std::vector<Date> starts_on;
  each_segment(definition.timeline, first_day(), last_day(), [&](const auto& segment, bool) {
    if (segment.version == nullptr)
      return gap(definition.name, definition.span, formula.span, segment.from, segment.to);
    forces.push_back(forced([&] { values.push_back(number(segment.version->value)); }));
    starts_on.push_back(segment.from);
  });
  if (values.empty()) return {builder_.constant(0), 1};
  if (values.size() > 1 && !context_->dated) {
    effective_reads_definition(formula);
    return values.front();
  }
  const Big denominator = common(values);
  Reg result = scaled(values[0], denominator);
  Reg force = forces[0];
  for (std::size_t i = 1; i < values.size(); ++i) {
    const Reg begun = from_day(context_->effective, starts_on[i]);
    result = builder_.choose(begun, scaled(values[i], denominator), result);
    force = builder_.truth_choose(begun, forces[i], force);
  }
  needs(force);
  return {result, denominator};
}

HOTRO_INLINE Reg Lowering::definition_truth(FormulaId id) {
  const Formula& formula = rules_.formulas[id];
  const Definition& definition = rules_.definitions[formula.index];
  Reg result = builder_.truth(Truth::no);
  Reg force = builder_.truth(Truth::yes);
  each_segment(definition.timeline, first_day(), last_day(), [&](const auto& segment, bool starts) {
    if (segment.version == nullptr)
      return gap(definition.name, definition.span, formula.span, segment.from, segment.to);
    Reg value = 0;
    const Reg now = forced([&] { value = truth(segment.version->value); });
    if (starts && !context_->dated) {
      return effective_reads_definition(formula);
    }
    result =
        starts ? builder_.truth_choose(from_day(context_->effective, segment.from), value, result) : value;
    force = starts ? builder_.truth_choose(from_day(context_->effective, segment.from), now, force) : now;
  });
  needs(force);
  return result;
}

/// Which rules of a table are met is computed for explanations and coverage: the formulas of its outputs need
/// not ask that.
HOTRO_INLINE void Lowering::tell_rules(FormulaId id) {
  const std::uint32_t line = rules_.formulas[id].line;
  if (line == none || rules_.lines[line].table == none) return;
  for (const TableRule& rule : rules_.tables[rules_.lines[line].table].rules) truth(rule.met);
}

// --- numbers

HOTRO_INLINE Number Lowering::number(FormulaId id) {
  if (!context_->entries[id].present) {
    std::vector<Reg> reads;
    std::vector<Reg>* outer = in_force_;
    in_force_ = &reads;
    tell_rules(id);
    Number value = lower_number(id);
    in_force_ = outer;
    if (value.denominator > largest_denominator()) {
      builder_.too_wide = true;
      value = {builder_.constant(0), 1};
    }
    checked(rules_.formulas[id].span);
    context_->entries[id] = {true, std::move(value), std::move(reads)};
  }
  const Context::Entry& entry = context_->entries[id];
  for (const Reg force : entry.in_force) needs(force);
  return entry.number;
}

HOTRO_INLINE Number Lowering::lower_number(FormulaId id) {
  const Formula& formula = rules_.formulas[id];
  const auto inputs = [&] {
    std::vector<Number> values;
    for (FormulaId input : formula.inputs) values.push_back(number(input));
    return values;
  };
  switch (formula.operation) {
    case Operation::constant: return {builder_.constant(formula.value.numerator), formula.value.denominator};
    case Operation::fact: {
      const Fact& fact = rules_.facts[formula.index];
      return {builder_.fact(formula.index, fact.range), fact.type.kind == Kind::rate ? 1'000'000 : 1};
    }
    case Operation::parameter: return parameter(id);
    case Operation::reading: return {builder_.constant(readings_[formula.index]), 1};
    case Operation::definition: return definition_number(id);
    case Operation::negate: {
      const Number a = number(formula.inputs[0]);
      return {builder_.negate(a.reg), a.denominator};
    }
    case Operation::absolute: {
      const Number a = number(formula.inputs[0]);
      return {builder_.absolute(a.reg), a.denominator};
    }
    case Operation::add:
    case Operation::subtract:
    case Operation::minimum:
    case Operation::maximum: {
      const std::vector<Number> values = inputs();
      const Big denominator = common(values);
      Reg result = scaled(values[0], denominator);
      for (std::size_t i = 1; i < values.size(); ++i) {
        const Reg next = scaled(values[i], denominator);
        switch (formula.operation) {
          case Operation::add: result = builder_.add(result, next); break;
          case Operation::subtract: result = builder_.subtract(result, next); break;
          case Operation::minimum: result = builder_.minimum(result, next); break;
          default: result = builder_.maximum(result, next); break;
        }
      }
      return {result, denominator};
    }
    case Operation::multiply: {
      const Number a = number(formula.inputs[0]);
      const Number b = number(formula.inputs[1]);
      return {builder_.multiply(a.reg, b.reg), a.denominator * b.denominator};
    }
    case Operation::divide: {
      const Number a = number(formula.inputs[0]);
      const Number b = number(formula.inputs[1]);
      if (!builder_.is_constant(b.reg)) {
        diagnostics_
            .report(Code::division_place, formula.span,
                    "a division by a value that varies stands inside another computation")
            .help = "compare the quotient alone, or round it: it is exact in both places";
        return {builder_.constant(0), 1};
      }
      Big above = b.denominator;
      Big below = builder_.range(b.reg).low;
      if (below == 0) {
        diagnostics_.report(Code::division_by_zero, formula.span, "the divisor is 0").help =
            "divide by a number that cannot be 0";
        return {builder_.constant(0), 1};
      }
      if (below < 0) above = -above, below = -below;
      const Big divisor = boost::multiprecision::gcd(above, below);
      return {builder_.multiply(a.reg, builder_.constant(above / divisor)),
              a.denominator * (below / divisor)};
    }
    case Operation::modulo: {
      const Reg a = whole(number(formula.inputs[0]), formula.span, "the number that modulo divides",
                          "round it first: modulo(floor(…), 7)");
      return {builder_.modulo(a, number(formula.inputs[1]).reg), 1};
    }
    case Operation::round: return rounded(formula);
    case Operation::years_between:
    case Operation::months_between:
    case Operation::add_months: return calendar(formula);
    case Operation::choose: {
      const Reg condition = truth(formula.inputs[0]);
      bool taken = false;
      if (fixed(condition, taken)) return number(formula.inputs[taken ? 1 : 2]);
      std::vector<Number> values;
      const Reg a = forced([&] { values.push_back(number(formula.inputs[1])); });
      const Reg b = forced([&] { values.push_back(number(formula.inputs[2])); });
      needs(builder_.truth_choose(condition, a, b));
      const Big denominator = common(values);
      const Reg then = scaled(values[0], denominator);
      const Reg otherwise = scaled(values[1], denominator);
      return {builder_.choose(condition, then, otherwise), denominator};
    }
    default: break;
  }
  return {builder_.constant(0), 1};  // truths: not reached, kinds were checked
}

HOTRO_INLINE Number Lowering::calendar(const Formula& formula) {
  const bool adds = formula.operation == Operation::add_months;
  const Reg a = whole(number(formula.inputs[0]), formula.span, "a date", round_days);
  const Reg b = whole(number(formula.inputs[1]), formula.span, adds ? "a number of months" : "a date",
                      adds ? "round it first: floor(…)" : round_days);
  const OpCode code = adds                                            ? OpCode::add_months
                      : formula.operation == Operation::years_between ? OpCode::years_between
                                                                      : OpCode::months_between;
  if (!calendar_reaches(code, builder_.range(a), builder_.range(b))) {
    diagnostics_.report(Code::range_empty, formula.span, "a date here may lie thousands of years away").help =
        "declare closer bounds (min, max) for the facts it is computed from";
    return {builder_.constant(0), 1};
  }
  return {builder_.calendar(code, a, b, month_end_), 1};
}

/// A division by a value that varies, as numerator over a positive register; false if the formula is none.
HOTRO_INLINE bool Lowering::quotient(FormulaId id, Quotient& out) {
  const Formula& formula = rules_.formulas[id];
  if (formula.operation != Operation::divide) return false;
  const Number b = number(formula.inputs[1]);
  if (builder_.is_constant(b.reg)) return false;
  const Number a = number(formula.inputs[0]);
  const Range range = builder_.range(b.reg);
  if (range.low <= 0 && range.high >= 0) {
    diagnostics_.report(Code::division_by_zero, formula.span, "the divisor may be 0").help =
        "give the fact a bound that excludes 0: min: 1";
    out = {{builder_.constant(0), 1}, builder_.constant(1)};
    return true;
  }
  // (a / m) / (b / n) = (a n) / (m b)
  Number above{builder_.multiply(a.reg, builder_.constant(b.denominator)), a.denominator};
  Reg below = b.reg;
  if (range.high < 0) {
    above.reg = builder_.negate(above.reg);
    below = builder_.negate(below);
  }
  out = {above, below};
  return true;
}

HOTRO_INLINE Number Lowering::rounded(const Formula& formula) {
  const Big step_above = formula.value.numerator;
  const Big step_below = formula.value.denominator;
  Quotient q;
  Reg above = 0;
  Reg below = 0;
  if (quotient(formula.inputs[0], q)) {
    above = builder_.multiply(q.above.reg, builder_.constant(step_below));
    below = builder_.multiply(q.below, builder_.constant(q.above.denominator * step_above));
  } else {
    const Number value = number(formula.inputs[0]);
    Big n = step_below;
    Big d = value.denominator * step_above;
    const Big divisor = boost::multiprecision::gcd(n, d);
    above = builder_.multiply(value.reg, builder_.constant(n / divisor));
    below = builder_.constant(d / divisor);
  }
  const Reg steps = builder_.divide(above, below, formula.rounding);
  return {builder_.multiply(steps, builder_.constant(step_above)), step_below};
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
