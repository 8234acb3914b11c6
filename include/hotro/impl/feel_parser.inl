// SPDX-License-Identifier: Apache-2.0
#pragma once

// Tokens to tree, by precedence climbing. From loose to tight (DMN 1.5, 10.3.1.2): if, or, and, comparison
// (which does not chain), + -, * /, ** (to the left), unary minus, invocation and path. It stops at its first
// error.

#include <algorithm>
#include <utility>

#include "../limits.hpp"
#include "feel_lexer.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace feel {

enum Level : int {
  level_choice,
  level_or,
  level_and,
  level_comparison,
  level_sum,
  level_product,
  level_power,
  level_sign,
  level_value
};

struct Operator {
  std::string_view text;
  Form form;
  Level level;
};
inline constexpr Operator operators[] = {
    {"or", Form::either, level_or},
    {"and", Form::both, level_and},
    {"=", Form::equal, level_comparison},
    {"!=", Form::not_equal, level_comparison},
    {"<", Form::less, level_comparison},
    {"<=", Form::less_equal, level_comparison},
    {">", Form::greater, level_comparison},
    {">=", Form::greater_equal, level_comparison},
    {"between", Form::between, level_comparison},
    {"in", Form::in, level_comparison},
    {"+", Form::add, level_sum},
    {"-", Form::subtract, level_sum},
    {"*", Form::multiply, level_product},
    {"/", Form::divide, level_product},
    {"**", Form::power, level_power},
};

HOTRO_INLINE const Operator* find_operator(const Token& token) {
  if (token.kind != Token::Kind::name && token.kind != Token::Kind::symbol) return nullptr;
  for (const Operator& row : operators) {
    const bool word = row.text[0] >= 'a' && row.text[0] <= 'z';
    if (token.text == row.text && word == (token.kind == Token::Kind::name)) return &row;
  }
  return nullptr;
}

HOTRO_INLINE bool is_keyword(std::string_view word) {
  return std::find(std::begin(keywords), std::end(keywords), word) != std::end(keywords);
}

class Parser {
 public:
  /// `silent`: the lexer has reported, and what the parser finds may only follow from that.
  Parser(const yaml::Node& scalar, std::vector<Token> tokens, bool silent, Diagnostics& diagnostics)
      : scalar_(scalar), tokens_(std::move(tokens)), silent_(silent), diagnostics_(diagnostics) {}

  Expression formula() {
    const Operand all = expression(level_or);
    return finish(all);
  }

  Expression tests() {
    if (now().symbol("-") && tokens_[at_ + 1].kind == Token::Kind::end) {
      const Token& dash = take();
      return finish(make(Form::any_value, dash.begin, dash.end, {}, {}));
    }
    if (now().word("not") && tokens_[at_ + 1].symbol("(")) {
      const std::uint32_t begin = take().begin;
      const Token& open = take();
      Operand list = test_list();
      expect(")", open);
      return finish(make(Form::invoke, begin, before(), "not", {list.node}));
    }
    return finish(test_list());
  }

 private:
  /// A node and the bytes it was read from, brackets around it included.
  struct Operand {
    std::uint32_t node = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    Level level = level_value;
  };

  [[nodiscard]] const Token& now() const { return tokens_[at_]; }
  const Token& take() {
    const Token& token = tokens_[at_];
    if (token.kind != Token::Kind::end) ++at_;
    return token;
  }
  [[nodiscard]] std::uint32_t before() const { return at_ == 0 ? 0 : tokens_[at_ - 1].end; }
  bool accept(std::string_view symbol) {
    if (failed_ || !now().symbol(symbol)) return false;
    ++at_;
    return true;
  }

  Diagnostic* fail(Code code, std::uint32_t begin, std::uint32_t end, std::string message,
                   std::string help = {}) {
    if (failed_) return nullptr;
    failed_ = true;
    if (silent_) return nullptr;
    Diagnostic& diagnostic = diagnostics_.report(code, scalar_.within(begin, end), std::move(message));
    diagnostic.help = std::move(help);
    return &diagnostic;
  }
  Diagnostic* fail(const Token& token, std::string message, std::string help = {}) {
    return fail(Code::feel_syntax, token.begin, token.end, std::move(message), std::move(help));
  }

  Operand make(Form form, std::uint32_t begin, std::uint32_t end, std::string text,
               std::vector<std::uint32_t> inputs, Level level = level_value) {
    std::uint32_t depth = 1;
    for (const std::uint32_t input : inputs) depth = std::max(depth, depths_[input] + 1);
    if (depth > deepest_formula) too_deep(begin, end);
    nodes_.push_back({form, false, false, scalar_.within(begin, end), std::move(text), std::move(inputs)});
    depths_.push_back(depth);
    return {static_cast<std::uint32_t>(nodes_.size() - 1), begin, end, level};
  }
  void too_deep(std::uint32_t begin, std::uint32_t end) {
    fail(Code::formula_too_long, begin, end,
         "the formula nests deeper than " + std::to_string(deepest_formula),
         "give parts of it a name under definitions, or write its conditions as a list");
  }
  Operand nothing() { return make(Form::error, now().begin, now().end, {}, {}); }

  /// After an error one node stands for the whole: half a tree would make later stages report what follows
  /// from it.
  Expression finish(Operand root) {
    if (!failed_ && now().kind != Token::Kind::end) unexpected();
    Expression result;
    if (failed_) {
      nodes_.assign(1, {Form::error, false, false, scalar_.within(0, tokens_.back().end), {}, {}});
      root.node = 0;
    }
    result.nodes = std::move(nodes_);
    result.root = root.node;
    return result;
  }

  /// Brackets, signs and choices nest by recursion; it is counted here.
  struct Nesting {
    explicit Nesting(Parser& inside) : parser(inside), closed(inside.range_end_) {
      if (++parser.depth_ > deepest_formula) parser.too_deep(parser.now().begin, parser.now().end);
      parser.range_end_ = false;
    }
    ~Nesting() {
      --parser.depth_;
      parser.range_end_ = closed;
    }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;
    Parser& parser;
    bool closed;
  };

  Operand expression(int lowest) {
    Operand left = prefix();
    while (!failed_) {
      const Operator* op = find_operator(now());
      if (op == nullptr || op->level < lowest) break;
      if (left.level == level_comparison && op->level == level_comparison) {
        chained(left);
        break;
      }
      if (left.level < op->level) {
        fail(now(), "brackets are missing: this would belong to a comparison as a whole");
        break;
      }
      take();
      left = infix(left, *op);
    }
    return left;
  }

  Operand infix(const Operand& left, const Operator& op) {
    if (op.form == Form::in) return in(left);
    std::vector<std::uint32_t> inputs{left.node};
    if (op.form == Form::between) {
      inputs.push_back(expression(level_sum).node);
      if (!failed_ && !now().word("and")) fail(now(), "between takes two ends: x between a and b");
      take();
    }
    const Operand right = expression(op.level + 1);
    inputs.push_back(right.node);
    return make(op.form, left.begin, right.end, {}, std::move(inputs), op.level);
  }

  void chained(const Operand& left) {
    Diagnostic* diagnostic = fail(now(), "comparisons do not chain", "write a < b and b < c, or b in ]a..c[");
    if (diagnostic != nullptr)
      diagnostic->also.push_back({nodes_[left.node].span, "this is a comparison already"});
  }

  Operand in(const Operand& left) {
    std::vector<std::uint32_t> inputs{left.node};
    if (now().word("not")) fail(now(), "not stands in front of the whole test", "write not(x in (…))");
    if (!failed_ && now().symbol("(")) {
      const Nesting nesting(*this);
      const Token& open = take();
      const Operand first = test(level_or);
      if (!failed_ && now().symbol("..") && nodes_[first.node].form != Form::test) {
        inputs.push_back(range(first, open, true).node);
      } else {
        inputs.push_back(first.node);
        while (accept(",")) inputs.push_back(test(level_or).node);
        expect(")", open);
      }
    } else if (!failed_) {
      inputs.push_back(test(level_sum).node);
    }
    return make(Form::in, left.begin, before(), {}, std::move(inputs), level_comparison);
  }

  /// `<= 5`, or an expression: a value, a range, a list.
  Operand test(int lowest) {
    const Operator* op = find_operator(now());
    const bool compares = op != nullptr && op->level == level_comparison && now().kind == Token::Kind::symbol;
    if (!compares) return expression(lowest);
    const std::uint32_t begin = take().begin;
    const Operand operand = expression(level_sum);
    return make(Form::test, begin, operand.end, std::string(op->text), {operand.node});
  }

  Operand test_list() {
    const Nesting nesting(*this);
    std::vector<std::uint32_t> inputs;
    const Operand first = test(level_or);
    inputs.push_back(first.node);
    while (accept(",")) inputs.push_back(test(level_or).node);
    return make(Form::list, first.begin, before(), {}, std::move(inputs));
  }

  Operand prefix() {
    const Token& token = now();
    if (token.symbol("-") || token.symbol("!")) {
      const Nesting nesting(*this);
      if (failed_) return nothing();
      take();
      const Operand operand = expression(level_sign);
      const bool sign = token.symbol("-");
      return make(sign ? Form::negate : Form::invoke, token.begin, operand.end, sign ? "" : "not",
                  {operand.node}, level_sign);
    }
    Operand operand = value();
    while (!failed_) {
      if (now().symbol(".")) {
        take();
        if (now().kind != Token::Kind::name) {
          fail(now(), "a name is missing behind the point");
          break;
        }
        const Token& name = take();
        operand = make(Form::path, operand.begin, name.end, name.text, {operand.node});
      } else if (now().symbol("[") && !range_end_) {
        operand = filter(operand);
      } else if (now().symbol("(") && calls(operand)) {
        operand = invocation(operand);
      } else if (now().word("instance")) {
        fail(Code::feel_not_taken, now().begin, now().end, "\"instance of\" is not taken");
      } else {
        break;
      }
    }
    return operand;
  }

  /// rows[condition]
  Operand filter(const Operand& list) {
    const Nesting nesting(*this);
    if (failed_) return nothing();
    const Token& open = take();
    if (now().symbol("]"))
      fail(Code::feel_syntax, open.begin, now().end, "a condition is missing between these brackets");
    const Operand condition = expression(level_or);
    expect("]", open);
    return make(Form::filter, list.begin, before(), {}, {list.node, condition.node});
  }

  /// some x in rows satisfies condition
  Operand quantified() {
    const Nesting nesting(*this);
    if (failed_) return nothing();
    const Token& word = take();
    const std::string usage = "write " + word.text + " row in rows satisfies row.fact >= 1";
    const Token& variable = take();
    if (variable.kind != Token::Kind::name || is_keyword(variable.text) || !now().word("in")) {
      fail(word, "what " + quoted(word) + " is asked of is missing", usage);
      return nothing();
    }
    take();
    const Operand list = expression(level_sum);
    if (!failed_ && now().symbol(","))
      fail(Code::feel_not_taken, now().begin, now().end, quoted(word) + " over several lists is not taken",
           "write one within the other");
    if (!failed_ && !now().word("satisfies")) fail(word, "this " + word.text + " has no satisfies", usage);
    take();
    const Operand condition = expression(level_or);
    return make(word.text == "some" ? Form::some : Form::every, word.begin, condition.end, variable.text,
                {list.node, condition.node}, level_choice);
  }

  bool calls(const Operand& operand) {
    const Form form = nodes_[operand.node].form;
    const bool bracketed = operand.begin < operand.end && scalar_.text[operand.begin] == '(';
    if (form == Form::name && !bracketed) return true;
    if (form == Form::path || form == Form::invoke) {
      fail(Code::feel_not_taken, now().begin, now().end,
           "only a function or parameter is called, by its name alone");
    }
    return false;
  }

  Operand invocation(const Operand& function) {
    const Nesting nesting(*this);
    std::string name = std::move(nodes_[function.node].text);
    nodes_.pop_back();  // the name was read last, and is no value of its own
    depths_.pop_back();
    const Token& open = take();
    std::vector<std::uint32_t> inputs;
    if (!now().symbol(")")) {
      do {
        if (now().kind == Token::Kind::name && tokens_[at_ + 1].symbol(":")) {
          fail(Code::feel_not_taken, now().begin, tokens_[at_ + 1].end, "arguments by name are not taken",
               "write the arguments in their order");
        }
        inputs.push_back(expression(level_or).node);
      } while (accept(","));
    }
    expect(")", open);
    return make(Form::invoke, function.begin, before(), std::move(name), std::move(inputs));
  }

  Operand value() {
    if (failed_) return nothing();
    const Token& token = now();
    switch (token.kind) {
      case Token::Kind::number: return leaf(Form::number);
      case Token::Kind::string: return leaf(Form::string);
      case Token::Kind::temporal: return leaf(Form::temporal);
      case Token::Kind::broken: return leaf(Form::error);
      case Token::Kind::name: return word();
      case Token::Kind::symbol:
        if (token.symbol("(")) return group();
        if (token.symbol("[") || token.symbol("]")) return bracket();
        if (token.symbol("{")) {
          fail(Code::feel_not_taken, token.begin, token.end, "contexts {…} are not taken");
          return nothing();
        }
        break;
      case Token::Kind::end: break;
    }
    missing();
    return nothing();
  }

  Operand leaf(Form form) {
    const Token& token = take();
    return make(form, token.begin, token.end, token.text, {});
  }

  Operand word() {
    const Token& token = now();
    const auto refuse = [&](std::string_view what) {
      fail(Code::feel_not_taken, token.begin, token.end, std::string(what) + " is not taken",
           token.text == "function" ? "" : "formulas have no loops");
      return nothing();
    };
    if (token.text == "true" || token.text == "false") return leaf(Form::boolean);
    if (token.text == "null") return leaf(Form::null);
    if (token.text == "if") return choice();
    if (token.text == "not") return negation();
    if (token.text == "for") return refuse("the loop \"for … in … return …\"");
    if (token.text == "some" || token.text == "every") return quantified();
    if (token.text == "function") return refuse("a function literal");
    if (!is_keyword(token.text)) return leaf(Form::name);
    missing();
    return nothing();
  }

  Operand negation() {
    const Token& token = take();
    if (!now().symbol("(")) {
      fail(token, "not takes brackets", "write not(…)");
      return nothing();
    }
    const Nesting nesting(*this);
    const Token& open = take();
    const Operand operand = expression(level_or);
    expect(")", open);
    return make(Form::invoke, token.begin, before(), "not", {operand.node});
  }

  Operand choice() {
    const Nesting nesting(*this);
    if (failed_) return nothing();
    const Token& begin = take();
    const Operand condition = expression(level_or);
    if (!failed_ && !now().word("then")) fail(begin, "this if has no then", "write if … then … else …");
    take();
    const Operand yes = expression(level_or);
    if (!failed_ && !now().word("else")) fail(begin, "this if has no else", "write if … then … else …");
    take();
    const Operand no = expression(level_or);
    return make(Form::choose, begin.begin, no.end, {}, {condition.node, yes.node, no.node}, level_choice);
  }

  /// ( … ), or a range that is open at its low end.
  Operand group() {
    const Nesting nesting(*this);
    if (failed_) return nothing();
    const Token& open = take();
    if (now().symbol(")")) {
      fail(Code::feel_syntax, open.begin, now().end, "a value is missing between these brackets");
      return nothing();
    }
    Operand inner = expression(level_or);
    if (!failed_ && now().symbol("..")) return range(inner, open, true);
    if (!failed_ && now().symbol(",")) {
      fail(now(), "a list stands in square brackets",
           "write [a, b]; only a test behind in lists its values in ( )");
    }
    expect(")", open);
    return {inner.node, open.begin, before(), level_value};
  }

  /// [ … ]: a list, or a range; ] … begins a range that is open at its low end.
  Operand bracket() {
    const Nesting nesting(*this);
    if (failed_) return nothing();
    const Token& open = take();
    const bool is_open = open.symbol("]");
    if (!is_open && accept("]")) return make(Form::list, open.begin, before(), {}, {});
    const Operand first = expression(level_or);
    if (is_open && !failed_ && !now().symbol("..")) fail(open, "this bracket closes nothing");
    if (!failed_ && now().symbol("..")) return range(first, open, is_open);
    std::vector<std::uint32_t> inputs{first.node};
    while (accept(",")) inputs.push_back(expression(level_or).node);
    expect("]", open);
    return make(Form::list, open.begin, before(), {}, std::move(inputs));
  }

  /// At the two points of a range.
  Operand range(const Operand& low, const Token& open, bool low_open) {
    take();
    range_end_ = true;
    const Operand high = expression(level_sum);
    range_end_ = false;
    const bool high_open = now().symbol(")") || now().symbol("[");
    if (!failed_ && !high_open && !now().symbol("]")) {
      if (now().kind == Token::Kind::end) {
        fail(open, "this range is not closed", "write [a..b], or [a..b) without its end");
      } else {
        unexpected();
      }
    }
    if (!failed_) take();
    const Operand result = make(Form::range, open.begin, before(), {}, {low.node, high.node});
    nodes_[result.node].low_open = low_open;
    nodes_[result.node].high_open = high_open;
    return result;
  }

  void expect(std::string_view symbol, const Token& open) {
    if (accept(symbol) || failed_) return;
    if (now().kind == Token::Kind::end) {
      fail(open, "this bracket is not closed");
    } else {
      unexpected();
    }
  }

  static std::string small_letters(std::string word) {
    for (char& letter : word) {
      if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    return word;
  }
  /// AND, Then: a word of FEEL, but for its capitals.
  static bool shouted(const Token& token) {
    return token.kind == Token::Kind::name && !is_keyword(token.text) &&
           is_keyword(small_letters(token.text));
  }
  static std::string quoted(const Token& token) { return "\"" + token.text + "\""; }

  /// A value is expected, and something else stands here.
  void missing() {
    const Token& token = now();
    if (token.kind == Token::Kind::end) {
      fail(Code::feel_syntax, at_ == 0 ? 0 : tokens_[at_ - 1].begin, at_ == 0 ? 0 : tokens_[at_ - 1].end,
           "the formula ends where a value should follow");
    } else if (at_ == 0 && token.symbol("=")) {
      fail(token, "a formula does not begin with =", "leave it out");
    } else {
      fail(token, "a value is missing in front of " + quoted(token));
    }
  }

  /// An expression is complete, and something stands behind it that cannot.
  void unexpected() {
    const Token& token = now();
    if (at_ == 0) return missing();
    const Token& last = tokens_[at_ - 1];
    const Token* capital = shouted(last) ? &last : shouted(token) ? &token : nullptr;
    if (token.symbol(")") || token.symbol("]") || token.symbol("}")) {
      fail(token, "this bracket closes nothing");
    } else if (token.symbol(",") && last.kind == Token::Kind::number &&
               tokens_[at_ + 1].kind == Token::Kind::number && last.end == token.begin &&
               token.end == tokens_[at_ + 1].begin) {
      fail(Code::feel_syntax, last.begin, tokens_[at_ + 1].end, "a number is written without commas",
           "write " + last.text + tokens_[at_ + 1].text + ", or " + last.text + "." + tokens_[at_ + 1].text);
    } else if (token.symbol(",")) {
      fail(token, "a comma stands between arguments and between the items of a list only",
           "several tests stand in brackets: x in (a, b)");
    } else if (token.symbol("..")) {
      fail(token, "a range stands in brackets", "write [a..b]");
    } else if (token.symbol(":")) {
      fail(token, "a colon has no place in a formula");
    } else if (token.word("then") || token.word("else")) {
      fail(token, quoted(token) + " without if");
    } else if (token.word("not") && tokens_[at_ + 1].word("in")) {
      fail(Code::feel_syntax, token.begin, tokens_[at_ + 1].end, "FEEL has no \"not in\"",
           "write not(x in (…))");
    } else if (token.word("is") || token.word("IS")) {
      fail(token, "equality is = in a formula", "write =");
    } else if (capital != nullptr) {
      fail(*capital, "FEEL's words are written in small letters", "write " + small_letters(capital->text));
    } else if (token.kind == Token::Kind::name && last.kind == Token::Kind::name && !is_keyword(last.text)) {
      const bool phrase = std::find(std::begin(phrases), std::end(phrases), last.text + " " + token.text) !=
                          std::end(phrases);
      fail(Code::feel_syntax, last.begin, token.end,
           "an operator is missing between two names, or they are one",
           phrase ? "a function takes brackets: " + last.text + " " + token.text + "(…)"
                  : "a name holds no blanks: its words are joined by _");
    } else {
      fail(Code::feel_syntax, last.begin, token.end, "an operator is missing between these two");
    }
  }

  const yaml::Node& scalar_;
  std::vector<Token> tokens_;
  bool silent_;
  Diagnostics& diagnostics_;
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> depths_;  // of each node: 1 for a leaf
  std::size_t at_ = 0;
  std::uint32_t depth_ = 0;
  bool range_end_ = false;  // [ closes the range that is being read and begins no filter
  bool failed_ = false;
};

}  // namespace feel
}  // namespace HOTRO_ABI
}  // namespace hotro
