// SPDX-License-Identifier: Apache-2.0
#pragma once

// FEEL, the expression language of DMN 1.5 (OMG formal/2024-01-01, clause 10), as text to tree: the part that
// docs/language.md lists. The tree is untyped; the load stage gives its nodes kinds.
//
//   age(birth_date, on_day) >= 35 and sex = "female"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "config.hpp"
#include "diagnostic.hpp"
#include "source.hpp"
#include "yaml.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace feel {

enum class Form : std::uint8_t {
  error,     // could not be read; a diagnostic says so; later stages are silent about it
  number,    // text: digits, perhaps with a fraction; no sign
  string,    // text: without the quotes, escapes resolved
  boolean,   // text: true or false
  null,      // refused by the load stage; kept so that it can say why
  temporal,  // @"2022-10-01"; text: what stands between the quotes
  name,      // text
  path,      // inputs: the object; text: the name behind the dot
  invoke,    // text: the function's name, words joined by one blank; inputs: arguments
  negate,    // - x
  add,
  subtract,
  multiply,
  divide,
  power,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  between,    // inputs: value, low, high; both ends included
  in,         // inputs: value, then one or more tests
  both,       // and
  either,     // or
  choose,     // if: inputs: condition, then, else
  range,      // [low .. high]; inputs: low, high; ends by low_open, high_open
  list,       // [a, b]
  test,       // a unary test `<= 5`; inputs: the operand; text: the operator
  any_value,  // - in a decision table's cell
  filter,     // rows[condition]; inputs: the list, the condition
  some,       // some x in rows satisfies …; text: x; inputs: the list, the condition
  every,      // every x in rows satisfies …; likewise
};

struct Node {
  Form form = Form::error;
  bool low_open = false;   // range: ]a or (a
  bool high_open = false;  // range: b[ or b)
  Span span;               // in the file, also behind escapes and folded lines
  std::string text;
  std::vector<std::uint32_t> inputs;
};

/// A tree in one vector, at most `deepest_formula` deep; `root` names the top node.
struct Expression {
  std::vector<Node> nodes;
  std::uint32_t root = 0;

  [[nodiscard]] const Node& operator[](std::uint32_t node) const { return nodes[node]; }
  [[nodiscard]] const Node& top() const { return nodes[root]; }
};

/// Parses the text of a YAML scalar as one expression. Never fails: what could not be read is a Form::error
/// node with at least one error reported. Recovers at brackets and operators only as far as no error follows
/// another.
Expression parse(const yaml::Node& scalar, Diagnostics& diagnostics);
/// Parses unary tests, the language of a decision table's input cell: `-`, `>= 14`, `[18..35)`, `"a", "b"`,
/// `not("c")`. The top node is any_value, or a list of tests, or `not` invoked on such a list.
Expression parse_tests(const yaml::Node& scalar, Diagnostics& diagnostics);
/// The expression in brackets and prefix form, for tests: `(>= (age birth_date on_day) 35)`.
std::string dump(const Expression& expression);

}  // namespace feel
}  // namespace HOTRO_ABI
}  // namespace hotro

#ifdef HOTRO_HEADER_ONLY
#include "impl/expression.inl"
#endif
