// SPDX-License-Identifier: Apache-2.0
#pragma once

// Invocations: FEEL's built-ins, our own, and keyed parameters.

#include "load_given.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

/// The functions of the language and how they are written, for messages and docs.
struct Function {
  std::string_view name;
  std::size_t least;
  std::size_t most;
  std::string_view usage;
};
inline constexpr Function functions[] = {
    {"not", 1, 1, "not(truth)"},
    {"min", 1, most_arguments, "min(a, b, …)"},
    {"max", 1, most_arguments, "max(a, b, …)"},
    {"count", 1, 1, "count(rows), or count(rows[condition])"},
    {"sum", 1, 1, "sum(rows.number)"},
    {"abs", 1, 1, "abs(number)"},
    {"floor", 1, 1, "floor(number)"},
    {"ceiling", 1, 1, "ceiling(number)"},
    {"round up", 2, 2, "round up(number, digits)"},
    {"round down", 2, 2, "round down(number, digits)"},
    {"round half up", 2, 2, "round half up(number, digits)"},
    {"round half down", 2, 2, "round half down(number, digits)"},
    {"decimal", 2, 2, "decimal(number, digits)"},
    {"modulo", 2, 2, "modulo(number, whole constant)"},
    {"date", 1, 3, "date(\"2022-10-01\") or date(2022, 10, 1)"},
    {"duration", 1, 1, "duration(\"P14D\") or duration(\"P1Y6M\")"},
    {"days", 1, 2, "days(14), or days(from, to) with both ends counted"},
    {"months", 1, 2, "months(3), or months(from, to) in complete months"},
    {"age", 2, 2, "age(birth, on) in complete years"},
    {"add_months", 2, 2, "add_months(date, months)"},
    {"overlap", 3, 3, "overlap(from, to, range) in days, both ends counted"},
    {"at", 2, 2, "at(parameter, date)"},
};

HOTRO_INLINE std::string_view usage(std::string_view name) {
  for (const Function& f : functions) {
    if (f.name == name) return f.usage;
  }
  return name;
}

HOTRO_INLINE Typed Loader::type_invoke(const feel::Expression& e, const feel::Node& node) {
  const Function* function = nullptr;
  for (const Function& f : functions) {
    if (f.name == node.text) function = &f;
  }
  if (function == nullptr) {
    if (const std::uint32_t found = find_parameter(node.text); found != none)
      return parameter(found, e, node, 0);
    if (const auto found = given_by_name.find(node.text); found != given_by_name.end())
      return type_given(found->second, e, node);
    if (find_definition(node.text) != none || find_fact(node.text) != none) {
      return fail(Code::wrong_arguments, node.span, "\"" + node.text + "\" takes no arguments",
                  "write " + node.text + " alone");
    }
    std::vector<std::string> known = names();
    for (const Function& f : functions) known.emplace_back(f.name);
    std::string help = did_you_mean(node.text, known);
    if (spoiled(Named::value, node.text, help)) return {};
    if (help.empty()) {
      std::vector<std::string> listed;
      for (const Function& f : functions) listed.emplace_back(f.name);
      help = "the functions are " + Reader::joined(listed);
    }
    const Span word{node.span.source, node.span.begin,
                    std::min(node.span.end, node.span.begin + static_cast<std::uint32_t>(node.text.size()))};
    return fail(Code::unknown_name, word, "no function or parameter is called \"" + node.text + "\"",
                std::move(help));
  }
  if (node.inputs.size() < function->least || node.inputs.size() > function->most) {
    const std::size_t count = node.inputs.size();
    return fail(Code::wrong_arguments, node.span,
                "\"" + node.text + "\" is given " + (count == 0 ? "no" : std::to_string(count)) +
                    (count == 1 ? " argument" : " arguments"),
                "it is written " + std::string(function->usage));
  }
  return call(e, node);
}

/// A whole constant: a literal, or its negative.
HOTRO_INLINE bool Loader::constant_whole(const Typed& value, std::int64_t& out) const {
  const Formula& formula = rules[value.id];
  if (formula.operation != Operation::constant || formula.value.denominator != 1) return false;
  out = formula.value.numerator;
  return true;
}

/// A copy of a range read whole (a parameter) that reads one of its ends.
HOTRO_INLINE Typed Loader::range_end(Typed range, Part part) {
  if (!range) return {};
  Formula formula = rules.formulas[range.id];
  formula.part = part;
  formula.type.range = false;
  return add(std::move(formula));
}

HOTRO_INLINE Typed Loader::as_whole(Typed value, Span span, Kind kind) {
  if (!value) return {};
  if (value.bare && kind == Kind::money) value = adapt(value, {Kind::money, none, false});
  if (!value) return {};
  if (value.type.kind == kind && !value.type.range) return value;
  const std::string wanted = described({kind, none, false});
  std::string help = "name " + wanted + " here";
  if (value.bare)
    help = kind == Kind::date ? "dates are written @\"2022-10-01\""
                              : "say which unit: " + std::string(hotro::name(kind)) + "(…)";
  return fail(Code::wrong_kind, span, wanted + " is required; this is " + described(value.type),
              std::move(help));
}

HOTRO_INLINE Typed Loader::round_call(const feel::Expression& e, const feel::Node& node, Rounding rounding) {
  const Typed value = type_node(e, node.inputs[0]);
  if (!value) return {};
  if (!is_number(value.type.kind) || value.type.kind == Kind::date || value.type.range) {
    return fail(Code::wrong_kind, node.span, described(value.type) + " cannot be rounded",
                "leave the rounding out");
  }
  Value step{1, 1};
  if (value.type.kind == Kind::money) {
    for (int i = 0; i < minor_digits(rules.currency); ++i) step.numerator *= 10;
  }
  if (node.inputs.size() == 2) {
    const Typed digits = type_node(e, node.inputs[1]);
    std::int64_t scale = 0;
    if (!digits) return {};
    if (!constant_whole(digits, scale) || scale < -12 || scale > 6) {
      return fail(Code::constant_needed, e[node.inputs[1]].span,
                  "the digits of a rounding are a constant from -12 to 6",
                  "round half up(x, -3) rounds to thousands");
    }
    for (; scale < 0; ++scale) step.numerator *= 10;
    for (; scale > 0; --scale) {
      if (step.numerator % 10 == 0)
        step.numerator /= 10;
      else
        step.denominator *= 10;
    }
  }
  Formula formula;
  formula.operation = Operation::round;
  formula.type = value.type;
  formula.inputs = {value.id};
  formula.value = step;
  formula.rounding = rounding;
  formula.span = node.span;
  return add(std::move(formula));
}

/// Years, months and days of `P1Y6M` or `P14D` (ISO 8601); false if it is not such a duration.
HOTRO_INLINE bool parse_duration(std::string_view text, std::int64_t& months, std::int64_t& days) {
  months = days = 0;
  if (text.size() < 3 || text[0] != 'P') return false;
  std::int64_t number = -1;
  for (char c : text.substr(1)) {
    if (c >= '0' && c <= '9') {
      number = (number < 0 ? 0 : number) * 10 + (c - '0');
      if (number > 1'000'000) return false;
      continue;
    }
    if (number < 0) return false;
    if (c == 'Y')
      months += number * 12;
    else if (c == 'M')
      months += number;
    else if (c == 'D')
      days += number;
    else
      return false;
    number = -1;
  }
  return number < 0 && !(months != 0 && days != 0);
}

HOTRO_INLINE Typed Loader::call(const feel::Expression& e, const feel::Node& node) {
  const std::string& name = node.text;
  const auto span_of = [&](std::size_t i) { return e[node.inputs[i]].span; };
  const auto number = [&](std::size_t i) {
    Typed value = type_node(e, node.inputs[i]);
    if (value && (!is_number(value.type.kind) || value.type.range)) {
      return fail(Code::wrong_kind, span_of(i), "a number is required; this is " + described(value.type),
                  "it is written " + std::string(usage(name)));
    }
    return value;
  };
  const auto date = [&](std::size_t i) {
    return as_whole(type_node(e, node.inputs[i]), span_of(i), Kind::date);
  };

  if (name == "not")
    return make(Operation::negation, truth_type, {as_truth(type_node(e, node.inputs[0]), span_of(0))},
                node.span);
  if (name == "count" || name == "sum") return type_aggregate(e, node);
  if (name == "min" || name == "max") {
    const std::size_t first = rules.formulas.size();
    std::vector<Typed> inputs;
    std::vector<std::pair<std::uint32_t, Rows>> of_rows;
    for (std::uint32_t input : node.inputs) {
      if (Rows rows; names_rows(e, input, rows)) {
        if (rows.failed) return {};
        of_rows.emplace_back(input, std::move(rows));
      }
    }
    for (std::size_t i = 0; i < node.inputs.size(); ++i) {
      const bool of_list = std::any_of(of_rows.begin(), of_rows.end(),
                                       [&](const auto& one) { return one.first == node.inputs[i]; });
      if (!of_list) inputs.push_back(number(i));
    }
    if (inputs.empty()) {
      return fail(Code::wrong_arguments, node.span, "it is not said what it is of a list without rows",
                  "give it one more value: " + name + "(" + std::string(name == "min" ? "12" : "0") + ", …)");
    }
    for (std::size_t round = 0; round < 2;
         ++round) {  // the second time, bare numbers before the first kind are adapted too
      for (std::size_t i = 1; i < inputs.size(); ++i) {
        if (!unify(inputs[0], inputs[i], node.span, "one is not smaller than another:")) return {};
      }
    }
    const Typed otherwise = inputs[0];
    for (const auto& [input, rows] : of_rows) {
      if (!otherwise || !values_of_rows(e, input, rows, otherwise, inputs)) return {};
    }
    if (!of_rows.empty() && otherwise.bare && inputs.size() > 1) {
      for (Typed& one : inputs) {
        if (!unify(one, inputs.back(), node.span, "one is not smaller than another:")) return {};
      }
    }
    const Operation operation = name == "min" ? Operation::minimum : Operation::maximum;
    const Typed result = make(operation, inputs.back().type, inputs, node.span);
    return of_rows.empty() ? result : unfolded(first, result);
  }
  if (name == "abs") {
    const Typed value = number(0);
    if (value && value.type.kind == Kind::date)
      return fail(Code::wrong_kind, node.span, "a date has no absolute value",
                  "abs() of a difference of two dates is a number of days");
    return value ? make(Operation::absolute, value.type, {value}, node.span) : Typed{};
  }
  if (name == "floor") return round_call(e, node, Rounding::floor);
  if (name == "ceiling") return round_call(e, node, Rounding::ceiling);
  if (name == "decimal") return round_call(e, node, Rounding::half_even);
  if (name.rfind("round ", 0) == 0) {
    Rounding rounding{};
    return find_rounding(std::string_view(name).substr(6), rounding) ? round_call(e, node, rounding)
                                                                     : Typed{};
  }
  if (name == "modulo") {
    const Typed a = number(0);
    Typed b = number(1);
    if (!a || !b) return {};
    std::int64_t divisor = 0;
    if (!constant_whole(b, divisor) || divisor <= 0 || a.type.kind == Kind::rate ||
        a.type.kind == Kind::date || !b.bare) {
      return fail(Code::constant_needed, node.span, "modulo takes a whole number and a positive constant",
                  "it is written modulo(months_total, 12)");
    }
    b = adapt(b, a.type);
    if (!b) return {};
    return make(Operation::modulo, a.type, {a, b}, node.span);
  }
  if (name == "date") {
    Date found;
    const feel::Node& literal = e[node.inputs[0]];
    if (node.inputs.size() == 1 && literal.form == feel::Form::string) {
      if (parse_date(literal.text, found)) return constant(date_type, {found.day, 1}, node.span);
      return fail(Code::bad_value, literal.span, "\"" + literal.text + "\" is not a date",
                  "dates are written 2022-10-01, from 1900 to 2100");
    }
    std::int64_t part[3] = {};
    if (node.inputs.size() != 3)
      return fail(Code::wrong_arguments, node.span, "a date has one part or three",
                  "it is written date(\"2022-10-01\") or date(2022, 10, 1)");
    for (std::size_t i = 0; i < 3; ++i) {
      const Typed value = number(i);
      if (!value) return {};
      if (!constant_whole(value, part[i]) || part[i] < 0 || part[i] > 9999) {
        return fail(Code::constant_needed, span_of(i), "the parts of a date are whole constants",
                    "it is written date(2022, 10, 1)");
      }
    }
    if (make_date(static_cast<int>(part[0]), static_cast<int>(part[1]), static_cast<int>(part[2]), found)) {
      return constant(date_type, {found.day, 1}, node.span);
    }
    return fail(Code::bad_value, node.span, "there is no such day between 1900 and 2100",
                "it is written date(year, month, day)");
  }
  if (name == "duration") {
    const feel::Node& literal = e[node.inputs[0]];
    std::int64_t months = 0;
    std::int64_t days = 0;
    if (literal.form != feel::Form::string || !parse_duration(literal.text, months, days)) {
      return fail(Code::bad_value, literal.span, "this is not a duration of days or of months",
                  "write duration(\"P14D\"), duration(\"P3M\") or duration(\"P1Y6M\")");
    }
    return months != 0 ? constant(months_type, {months, 1}, node.span)
                       : constant(days_type, {days, 1}, node.span);
  }
  if ((name == "days" || name == "months") && node.inputs.size() == 1) {
    const Type type = name == "days" ? days_type : months_type;
    const Typed value = number(0);
    if (!value) return {};
    if (value.bare) return constant(type, rules[value.id].value, node.span);
    if (value.type.kind != Kind::count) {
      return fail(Code::wrong_kind, span_of(0),
                  "a count of " + name + " is required; this is " + described(value.type),
                  value.type == type ? "it counts " + name + " already: leave " + name + "() out"
                                     : "it is written " + name + "(14), or with a fact of type count");
    }
    return make(Operation::multiply, type, {value, constant(type, {1, 1}, node.span)}, node.span);
  }
  if (name == "days") {  // both ends counted
    const Typed between = make(Operation::subtract, days_type, {date(1), date(0)}, node.span);
    return make(Operation::add, days_type, {between, constant(days_type, {1, 1}, node.span)}, node.span);
  }
  if (name == "months") return make(Operation::months_between, months_type, {date(0), date(1)}, node.span);
  if (name == "age") return make(Operation::years_between, count_type, {date(0), date(1)}, node.span);
  if (name == "add_months") {
    const Typed from = date(0);
    Typed months = number(1);
    if (!months) return {};
    if (months.bare) months = constant(months_type, rules[months.id].value, span_of(1));
    return make(Operation::add_months, date_type, {from, as_whole(months, span_of(1), Kind::months)},
                node.span);
  }
  if (name == "overlap") {  // max(0, min(to, high) - max(from, low) + 1)
    const Typed from = date(0);
    const Typed to = date(1);
    const Typed range = type_node(e, node.inputs[2]);
    if (!from || !to || !range) return {};
    if (!range.type.range || range.type.kind != Kind::date) {
      return fail(Code::wrong_kind, span_of(2),
                  "a range of dates is required; this is " + described(range.type),
                  "declare a parameter of type range of date");
    }
    const Typed first = make(Operation::maximum, date_type, {from, range_end(range, Part::low)}, node.span);
    const Typed last = make(Operation::minimum, date_type, {to, range_end(range, Part::high)}, node.span);
    const Typed between = make(Operation::subtract, days_type, {last, first}, node.span);
    const Typed days =
        make(Operation::add, days_type, {between, constant(days_type, {1, 1}, node.span)}, node.span);
    return make(Operation::maximum, days_type, {constant(days_type, {0, 1}, node.span), days}, node.span);
  }
  // at(parameter, date)
  const Typed read = type_node(e, node.inputs[0]);
  const Typed on = date(1);
  if (!read || !on) return {};
  if (rules[read.id].operation != Operation::parameter || rules[read.id].dated) {
    return fail(Code::wrong_kind, span_of(0), "at() reads a parameter on another date; this is none",
                "write at(minimum_wage(enterprise.region), lowest_income_month)");
  }
  Formula formula = rules.formulas[read.id];
  formula.dated = true;
  formula.inputs.push_back(on.id);
  formula.span = node.span;
  return add(std::move(formula));
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
