// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <utility>

#include "../expression.hpp"
#include "../limits.hpp"
#include "feel_lexer.inl"
#include "feel_parser.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace feel {

HOTRO_INLINE Expression parse_scalar(const yaml::Node& scalar, Diagnostics& diagnostics, bool tests) {
  const auto refuse = [&](Code code, std::string message) {
    Diagnostic& diagnostic = diagnostics.report(code, scalar.span, std::move(message));
    if (code == Code::formula_too_long) diagnostic.help = "give parts of it a name under definitions";
    Expression expression;
    expression.nodes.push_back({Form::error, false, false, scalar.span, {}, {}});
    return expression;
  };
  if (scalar.kind != yaml::Kind::scalar) {
    return refuse(Code::wrong_shape, scalar.kind == yaml::Kind::sequence
                                         ? "a formula is expected here, not a list"
                                         : "a formula is expected here, not a mapping");
  }
  if (scalar.text.size() > longest_formula) {
    return refuse(Code::formula_too_long,
                  "the formula is longer than " + std::to_string(longest_formula) + " bytes");
  }
  Lexer lexer(scalar, diagnostics);
  std::vector<Token> tokens = lexer.run();
  if (tokens.size() == 1 && !lexer.reported()) return refuse(Code::feel_syntax, "a formula is expected here");
  Parser parser(scalar, std::move(tokens), lexer.reported(), diagnostics);
  return tests ? parser.tests() : parser.formula();
}

HOTRO_INLINE Expression parse(const yaml::Node& scalar, Diagnostics& diagnostics) {
  return parse_scalar(scalar, diagnostics, false);
}

HOTRO_INLINE Expression parse_tests(const yaml::Node& scalar, Diagnostics& diagnostics) {
  return parse_scalar(scalar, diagnostics, true);
}

/// The operator of a form that is written between or in front of its inputs.
HOTRO_INLINE std::string_view operator_text(Form form) {
  switch (form) {
    case Form::negate:
    case Form::subtract: return "-";
    case Form::add: return "+";
    case Form::multiply: return "*";
    case Form::divide: return "/";
    case Form::power: return "**";
    case Form::equal: return "=";
    case Form::not_equal: return "!=";
    case Form::less: return "<";
    case Form::less_equal: return "<=";
    case Form::greater: return ">";
    case Form::greater_equal: return ">=";
    case Form::between: return "between";
    case Form::in: return "in";
    case Form::both: return "and";
    case Form::either: return "or";
    case Form::choose: return "if";
    case Form::list: return "list";
    case Form::filter: return "filter";
    case Form::some: return "some";
    case Form::every: return "every";
    default: return "";
  }
}

HOTRO_INLINE void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char byte : text) {
    if (byte == '"' || byte == '\\') out += '\\';
    out += byte;
  }
  out += '"';
}

/// Recursive: as deep as a formula may nest.
HOTRO_INLINE void append_dump(std::string& out, const Expression& expression, std::uint32_t index) {
  const Node& node = expression[index];
  switch (node.form) {
    case Form::error: out += "error"; return;
    case Form::any_value: out += "-"; return;
    case Form::number:
    case Form::boolean:
    case Form::name: out += node.text; return;
    case Form::null: out += "null"; return;
    case Form::string: append_quoted(out, node.text); return;
    case Form::temporal:
      out += '@';
      append_quoted(out, node.text);
      return;
    case Form::path:
      append_dump(out, expression, node.inputs[0]);
      out.append(".").append(node.text);
      return;
    case Form::range:
      out += node.low_open ? '(' : '[';
      append_dump(out, expression, node.inputs[0]);
      out += "..";
      append_dump(out, expression, node.inputs[1]);
      out += node.high_open ? ')' : ']';
      return;
    default: break;
  }
  out += '(';
  if (node.form == Form::invoke) {
    for (const char byte : node.text) out += byte == ' ' ? '-' : byte;  // "round up" as round-up: one word
  } else {
    out += node.form == Form::test ? std::string_view(node.text) : operator_text(node.form);
    if (node.form == Form::some || node.form == Form::every) out.append(" ").append(node.text);
  }
  for (const std::uint32_t input : node.inputs) {
    out += ' ';
    append_dump(out, expression, input);
  }
  out += ')';
}

HOTRO_INLINE std::string dump(const Expression& expression) {
  std::string out;
  if (!expression.nodes.empty()) append_dump(out, expression, expression.root);
  return out;
}

}  // namespace feel
}  // namespace HOTRO_ABI
}  // namespace hotro
