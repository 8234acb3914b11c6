// SPDX-License-Identifier: Apache-2.0
#include "mutation_formulas.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

std::string_view sign(Operation operation) {
  switch (operation) {
    case Operation::equal: return "=";
    case Operation::not_equal: return "!=";
    case Operation::less: return "<";
    case Operation::less_equal: return "<=";
    case Operation::greater: return ">";
    case Operation::greater_equal: return ">=";
    case Operation::add: return "+";
    case Operation::subtract: return "-";
    case Operation::multiply: return "*";
    case Operation::divide: return "/";
    case Operation::minimum: return "min";
    case Operation::maximum: return "max";
    default: return "";
  }
}

Operation other(Operation operation) {
  switch (operation) {
    case Operation::equal: return Operation::not_equal;
    case Operation::not_equal: return Operation::equal;
    case Operation::less: return Operation::less_equal;
    case Operation::less_equal: return Operation::less;
    case Operation::greater: return Operation::greater_equal;
    case Operation::greater_equal: return Operation::greater;
    case Operation::add: return Operation::subtract;
    case Operation::subtract: return Operation::add;
    case Operation::multiply: return Operation::divide;
    case Operation::divide: return Operation::multiply;
    case Operation::minimum: return Operation::maximum;
    case Operation::maximum: return Operation::minimum;
    case Operation::all: return Operation::any;
    default: return Operation::all;
  }
}

Rounding other(Rounding rounding) {
  switch (rounding) {
    case Rounding::up: return Rounding::down;
    case Rounding::down: return Rounding::up;
    case Rounding::half_up: return Rounding::half_down;
    case Rounding::half_down:
    case Rounding::half_even: return Rounding::half_up;
    case Rounding::floor: return Rounding::ceiling;
    case Rounding::ceiling: break;
  }
  return Rounding::floor;
}

/// `round half up` as FEEL calls it.
std::string function(Rounding rounding) {
  if (rounding == Rounding::floor || rounding == Rounding::ceiling) return std::string(name(rounding));
  return rounding == Rounding::half_even ? "decimal" : "round " + std::string(name(rounding));
}

class FormulaSites {
 public:
  FormulaSites(const RuleSet& rules, WrittenRules& text, const WrittenFormula& formula,
               std::vector<MutationSite>& out)
      : rules_(rules), text_(text), written_(formula), first_(rules[formula.copies.front()]), out_(out) {}

  void run() {
    switch (first_.operation) {
      case Operation::equal:
      case Operation::not_equal:
      case Operation::less:
      case Operation::less_equal:
      case Operation::greater:
      case Operation::greater_equal: return comparison();
      case Operation::add:
      case Operation::subtract:
      case Operation::multiply:
      case Operation::divide: return arithmetic();
      case Operation::minimum:
      case Operation::maximum: return extreme();
      case Operation::all:
      case Operation::any:
      case Operation::no_one:
      case Operation::at_least:
      case Operation::negation: return connective();
      case Operation::choose: return branch();
      case Operation::constant: return constant();
      case Operation::round: return rounding();
      case Operation::parameter: return part();
      default: return;
    }
  }

 private:
  using Change = std::function<void(Formula&)>;

  /// In a table the text is changed, which needs a place and what is to stand there.
  void add(MutationKind kind, std::string from, std::string to, Span span, const Change& change,
           const std::string& replacement) {
    if (written_.table != none && replacement.empty()) return;
    MutationSite site;
    site.mutant.kind = kind;
    site.mutant.of = written_.of;
    site.mutant.text = line();
    site.mutant.from = std::move(from);
    site.mutant.to = std::move(to);
    site.mutant.span = span;
    site.mutant.basis = written_.basis;
    if (written_.table == none) {
      std::vector<std::pair<FormulaId, Formula>> changed;
      for (const FormulaId id : written_.copies) {
        changed.emplace_back(id, rules_[id]);
        change(changed.back().second);
      }
      site.formulas = written_.copies;
      site.patch = [changed](RuleSet& rules, const RuleSet* original) {
        for (const auto& [id, formula] : changed)
          rules.formulas[id] = original == nullptr ? formula : original->formulas[id];
      };
    } else {
      site.formulas = rules_.tables[written_.table].outputs;
      site.replaced = span;
      site.replacement = replacement;
    }
    out_.push_back(std::move(site));
  }
  void add(MutationKind kind, const Token& token, std::string_view to, const Change& change) {
    add(kind, std::string(token.text), std::string(to), token.span, change, std::string(to));
  }
  [[nodiscard]] std::string line() const {
    return written_.text.empty() && first_.line == none ? "" : collapsed(written_.text);
  }
  [[nodiscard]] static Change operation(Operation changed) {
    return [changed](Formula& formula) { formula.operation = changed; };
  }

  void comparison() {
    const Operation changed = other(first_.operation);
    for (const Token& token : {text_.between(first_), text_.before(first_, 1)}) {
      if (token.text == sign(first_.operation))
        return add(MutationKind::comparison, token, sign(changed), operation(changed));
    }
    // The end of a range: [1..5).
    const std::string_view range = text_.slice(first_.span);
    if (range.find("..") == std::string_view::npos) return;
    const bool low = first_.operation == Operation::greater || first_.operation == Operation::greater_equal;
    const std::string_view bracket = low ? range.substr(0, 1) : range.substr(range.size() - 1);
    if (bracket != "[" && bracket != "]" && bracket != "(" && bracket != ")") return;
    const bool open = first_.operation == Operation::greater || first_.operation == Operation::less;
    const std::uint32_t at = low ? first_.span.begin : first_.span.end - 1;
    add(MutationKind::comparison, {bracket, {first_.span.source, at, at + 1}},
        low ? (open ? "[" : "(") : (open ? "]" : ")"), operation(changed));
  }

  void arithmetic() {
    const Token token = text_.between(first_);
    const Operation changed = other(first_.operation);
    if (token.text != sign(first_.operation)) return;
    // Days are added to a date, and may be taken away from it; the other way round not.
    add(MutationKind::arithmetic, token, sign(changed), operation(changed));
  }

  void extreme() {
    const std::string_view text = text_.slice(first_.span);
    const std::string_view word = sign(first_.operation);
    const Span span = first_.span;
    if (text.substr(0, word.size()) == word) {
      const Operation changed = other(first_.operation);
      return add(MutationKind::arithmetic, {word, {span.source, span.begin, span.begin + 3}}, sign(changed),
                 operation(changed));
    }
    const Token limit = text_.between(first_);
    if (limit.text.find("at_most:") == std::string_view::npos) return;
    const Span of = rules_[first_.inputs[1]].span;
    add(
        MutationKind::condition, "at_most: " + text_.shown(of), "", of,
        [](Formula& formula) { formula.inputs.resize(1); }, "");
  }

  void connective() {
    if (first_.operation == Operation::negation) {
      const std::string_view text = text_.slice(first_.span);
      if (text.substr(0, 3) != "not") return;
      const std::uint32_t begin = first_.span.begin;
      return add(MutationKind::connective, "not", "", {first_.span.source, begin, begin + 3},
                 operation(Operation::all), "");
    }
    const bool all = first_.operation == Operation::all;
    const Token between = text_.between(first_);
    if (first_.operation == Operation::no_one) {
      const Token none_of = text_.key(first_, "none:");
      if (!none_of.text.empty())
        add(MutationKind::connective, "none", "any", none_of.span, operation(Operation::any), "");
      else if (text_.slice(first_.span).substr(0, 3) == "not")
        add(MutationKind::connective, "not", "",
            {first_.span.source, first_.span.begin, first_.span.begin + 3}, operation(Operation::any), "");
      return inputs();
    }
    if (first_.operation == Operation::at_least) return at_least();
    if (first_.inputs.size() < 2) return;
    if (between.text == (all ? "and" : "or")) {
      add(MutationKind::connective, between, all ? "or" : "and", operation(other(first_.operation)));
      return inputs();
    }
    if (const Token key = text_.key(first_, all ? "all:" : "any:"); !key.text.empty()) {
      add(MutationKind::connective, all ? "all" : "any", all ? "any" : "all", key.span,
          operation(other(first_.operation)), "");
      return inputs();
    }
    if (!all && between.text == ",") inputs();  // a list behind `in`
  }

  void at_least() {
    const Token key = text_.key(first_, "at_least:");
    if (key.text.empty()) return;
    const std::uint32_t least = first_.index;
    for (const std::uint32_t changed : {least - 1, least + 1}) {
      if (changed < 1 || changed > first_.inputs.size()) continue;
      add(
          MutationKind::connective, "at_least " + std::to_string(least),
          "at_least " + std::to_string(changed), key.span,
          [changed](Formula& formula) { formula.index = changed; }, "");
    }
    if (first_.inputs.size() > least) inputs();
  }

  /// Each is taken away.
  void inputs() {
    if (first_.inputs.size() < 2) return;
    for (std::size_t i = 0; i < first_.inputs.size(); ++i) {
      const Formula& input = rules_[first_.inputs[i]];
      if (input.span.source != first_.span.source) continue;
      const Line* line = input.line == none ? nullptr : &rules_.lines[input.line];
      std::string text = line == nullptr ? "" : line->formula.empty() ? line->id : line->formula;
      if (text.empty()) text = text_.shown(input.span);
      add(
          MutationKind::condition, std::move(text), "", input.span,
          [i](Formula& formula) {
            formula.inputs.erase(formula.inputs.begin() + static_cast<std::ptrdiff_t>(i));
          },
          "");
    }
  }

  void branch() {
    // Of `if a = b` that is what != does.
    const Operation test = rules_[first_.inputs[0]].operation;
    if (test == Operation::equal || test == Operation::not_equal) return;
    const Token key = text_.key(first_, "if:");
    const std::string_view text = text_.slice(first_.span);
    if (key.text.empty() && text.substr(0, 2) != "if") return;
    const std::uint32_t begin = first_.span.begin;
    add(
        MutationKind::branch, "then, else", "else, then",
        key.text.empty() ? Span{first_.span.source, begin, begin + 2} : key.span,
        [](Formula& formula) { std::swap(formula.inputs[1], formula.inputs[2]); }, "");
  }

  void constant() {
    if (!text_.literal(first_)) return;
    for (const bool more : {false, true}) {
      if ((written_.repeats & (more ? WrittenFormula::more : WrittenFormula::less)) != 0) continue;
      Value value;
      if (!stepped(rules_, first_.type, first_.value, more, value)) continue;
      const std::string to = text_.rewritten(first_, value);
      add(
          MutationKind::constant, std::string(text_.slice(first_.span)), to, first_.span,
          [this, more](Formula& formula) {
            const Value before = formula.value;
            stepped(rules_, formula.type, before, more, formula.value);
          },
          to);
    }
  }

  void rounding() {
    const Rounding changed = other(first_.rounding);
    const Change change = [changed](Formula& formula) { formula.rounding = changed; };
    if (const Span mode = text_.below(first_.span, {"round"});
        mode.begin != first_.span.begin || mode.end != first_.span.end) {
      add(MutationKind::rounding, std::string(name(first_.rounding)), std::string(name(changed)), mode,
          change, "");
      const std::string step = hotro::edge::written(rules_, first_.type, first_.value);
      Value larger = first_.value;
      larger.numerator *= 10;
      add(
          MutationKind::rounding, "to " + step, "to " + hotro::edge::written(rules_, first_.type, larger),
          text_.below(first_.span, {"to"}), [](Formula& formula) { formula.value.numerator *= 10; }, "");
      return;
    }
    const std::string word = function(first_.rounding);
    if (text_.slice(first_.span).substr(0, word.size()) != word) return;
    const std::uint32_t begin = first_.span.begin;
    add(MutationKind::rounding,
        {text_.slice(first_.span).substr(0, word.size()),
         {first_.span.source, begin, begin + static_cast<std::uint32_t>(word.size())}},
        function(changed), change);
  }

  void part() {
    const std::string_view text = text_.slice(first_.span);
    for (const bool low : {true, false}) {
      const std::string_view end = low ? ".low" : ".high";
      if (first_.part != (low ? Part::low : Part::high) || text.size() < end.size() ||
          text.substr(text.size() - end.size()) != end)
        continue;
      const Token token{
          end,
          {first_.span.source, first_.span.end - static_cast<std::uint32_t>(end.size()), first_.span.end}};
      add(MutationKind::arithmetic, token, low ? ".high" : ".low",
          [low](Formula& formula) { formula.part = low ? Part::high : Part::low; });
    }
  }

  const RuleSet& rules_;
  WrittenRules& text_;
  const WrittenFormula& written_;
  const Formula& first_;
  std::vector<MutationSite>& out_;
};

}  // namespace

void formula_sites(const RuleSet& rules, WrittenRules& text, const WrittenFormula& formula,
                   std::vector<MutationSite>& out) {
  FormulaSites(rules, text, formula, out).run();
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
