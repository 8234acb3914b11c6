// SPDX-License-Identifier: Apache-2.0
#include "parameter_value.hpp"

#include <numeric>

#include "hotro/edge/cells.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {
namespace {

constexpr std::int64_t largest = std::int64_t{1} << 62U;

/// As a cell of a fact of that type, which accepts everything.
Input as_input(const RuleSet& rules, const Type& type) {
  Input input;
  input.kind = type.kind;
  input.range = {-largest, largest};
  if (type.kind == Kind::date) input.range = {first_date.day, last_date.day};
  if (type.kind == Kind::choice) {
    input.options = rules.types[type.choice].options;
    input.range = {0, static_cast<std::int64_t>(input.options.size()) - 1};
  }
  return input;
}

bool read_whole(std::string_view text, std::int64_t& out) {
  Input input;
  input.range = {0, largest};
  const edge::Cell cell = edge::read_cell(input, text, edge::Currency("VND"));
  out = cell.value;
  return cell.state == edge::CellState::value;
}

/// A fraction stays what it is: 2/37. Other rates are exact in millionths.
bool read_rate(const RuleSet& rules, const Type& type, std::string_view text, Value& out) {
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos) {
    if (!read_whole(text.substr(0, slash), out.numerator) ||
        !read_whole(text.substr(slash + 1), out.denominator) || out.denominator == 0)
      return false;
  } else {
    const edge::Cell cell = edge::read_cell(as_input(rules, type), text, edge::Currency(rules.currency));
    if (cell.state != edge::CellState::value) return false;
    out = {cell.value, 1'000'000};
  }
  const std::int64_t divisor = std::gcd(out.numerator, out.denominator);
  out = {out.numerator / divisor, out.denominator / divisor};
  return true;
}

}  // namespace

bool read_value(const RuleSet& rules, const Type& type, std::string_view text, Value& out) {
  if (type.kind == Kind::rate) return read_rate(rules, type, edge::trim(text), out);
  const edge::Cell cell = edge::read_cell(as_input(rules, type), text, edge::Currency(rules.currency));
  out = {cell.value, 1};
  return cell.state == edge::CellState::value && cell.value == cell.high;
}

std::string written_value(const RuleSet& rules, const Type& type, const Value& value) {
  if (type.kind != Kind::rate)
    return edge::cell_text(as_input(rules, type), value.numerator, edge::Currency(rules.currency));
  if (100 % value.denominator == 0) return std::to_string(value.numerator * (100 / value.denominator)) + "%";
  return std::to_string(value.numerator) + "/" + std::to_string(value.denominator);
}

std::string expected_value(const RuleSet& rules, const Type& type) {
  const Input input = as_input(rules, type);
  switch (type.kind) {
    case Kind::truth: return "yes or no";
    case Kind::money: return "an amount such as 1000000";
    case Kind::rate: return "a rate such as 70% or 2/37";
    case Kind::date: return "a date such as 2023-02-01";
    case Kind::choice: {
      std::string text = "one of ";
      for (const std::string& option : input.options)
        text += (&option == &input.options.front() ? "" : ", ") + option;
      return text;
    }
    default: return "a whole number";
  }
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
