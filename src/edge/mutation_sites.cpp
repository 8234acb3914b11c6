// SPDX-License-Identifier: Apache-2.0
#include "mutation_sites.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "mutation_formulas.hpp"
#include "mutation_values.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

/// Finds formulas as they were written, with what they belong to.
class Finder {
 public:
  Finder(const RuleSet& rules, const WrittenRules& text, const Program& program)
      : rules_(rules), text_(text), program_(program), seen_(rules.formulas.size()) {}

  std::vector<WrittenFormula> run() {
    for (const Benefit& benefit : rules_.benefits) {
      walk(benefit.effective_on, {benefit.name + ".effective_on", "", {}, none});
      versions(benefit.when, benefit.name + ".when");
      for (const Condition& condition : benefit.conditions)
        versions(condition.timeline, benefit.name + "." + condition.id);
      versions(benefit.entitlement, benefit.name + ".entitlement");
    }
    for (const Definition& definition : rules_.definitions) versions(definition.timeline, definition.name);
    for (const Fact& fact : rules_.facts) walk(fact.applies_if, {fact.path() + ".applies_if", "", {}, none});
    for (WrittenFormula& one : found_) {
      for (const FormulaId id : one.copies) one.repeats |= beside_[id];
    }
    return std::move(found_);
  }

 private:
  struct Place {
    std::string of, text;
    Basis basis;
    std::uint32_t table;
  };

  void versions(const Timeline<FormulaId>& timeline, const std::string& of) {
    for (const auto& version : timeline.versions) walk(version.value, {of, "", version.basis, none});
  }

  void walk(FormulaId id, Place at) {  // NOLINT(misc-no-recursion): formulas are as deep as they are written
    if (id == none || seen_[id]) return;
    seen_[id] = true;
    const Formula& formula = rules_.formulas[id];
    if (formula.line != none) {
      const Line& line = rules_.lines[formula.line];
      if (line.table != none) return table(line.table);
      at.basis = line.basis;
      if (line.leaf && !line.formula.empty()) at.text = line.formula;
    }
    if (text_.own(formula.span)) {
      const auto key =
          std::make_tuple(formula.span.source, formula.span.begin, formula.span.end, formula.operation);
      const auto [known, fresh] = index_.try_emplace(key, found_.size());
      if (fresh) found_.push_back({{}, at.of, at.text, at.basis, at.table, 0});
      found_[known->second].copies.push_back(id);
      repeats(formula);
    }
    for (const FormulaId input : formula.inputs) walk(input, at);
  }

  void table(std::uint32_t index) {
    const DecisionTable& table = rules_.tables[index];
    for (const TableRule& rule : table.rules) {
      walk(rule.met, {table.name, rule.tests, rule.basis, index});
      for (const FormulaId cell : rule.outputs) walk(cell, {table.name, "", rule.basis, index});
    }
    for (const FormulaId cell : table.otherwise.outputs)
      walk(cell, {table.name, "", table.otherwise.basis, index});
  }

  /// Of whole numbers `>= 14` becomes with the other boundary what it becomes with 15; of two options `= "a"`
  /// becomes the same with != and with the other one.
  void repeats(const Formula& formula) {
    const Operation operation = formula.operation;
    if (operation == Operation::any && text_.between(formula).text == ",") {
      for (const FormulaId input : formula.inputs) {
        const Formula& test = rules_[input];
        if (test.operation == Operation::equal && test.type.kind == Kind::truth &&
            rules_[test.inputs[1]].type.kind == Kind::choice)
          beside_[test.inputs[1]] |= WrittenFormula::more;
      }
      return;
    }
    if (operation == Operation::equal || operation == Operation::not_equal) {
      for (const FormulaId input : formula.inputs) {
        const Formula& constant = rules_[input];
        if (constant.operation == Operation::constant && two_values(constant.type))
          beside_[input] |= WrittenFormula::more;
      }
      return;
    }
    const bool up = operation == Operation::less || operation == Operation::greater_equal;
    if (!up && operation != Operation::less_equal && operation != Operation::greater) return;
    for (const std::size_t side : {0U, 1U}) {
      const Formula& constant = rules_[formula.inputs[side]];
      if (constant.operation != Operation::constant || constant.value.denominator != 1 ||
          constant.type.kind == Kind::rate || !whole(formula.inputs[1 - side]))
        continue;
      beside_[formula.inputs[side]] |= (side == 1) == up ? WrittenFormula::more : WrittenFormula::less;
    }
  }
  [[nodiscard]] bool two_values(const Type& type) const {
    return type.kind == Kind::truth ||
           (type.kind == Kind::choice && rules_.types[type.choice].options.size() == 2);
  }
  /// Facts are whole numbers also where the default readings have no need of them.
  [[nodiscard]] bool whole(FormulaId id) const {
    if (rules_[id].operation == Operation::fact) return rules_[id].type.kind != Kind::rate;
    return std::any_of(program_.data().marks.begin(), program_.data().marks.end(),
                       [&](const auto& marks) { return marks[id].present && marks[id].denominator == 1; });
  }

  const RuleSet& rules_;
  const WrittenRules& text_;
  const Program& program_;
  std::vector<bool> seen_;
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, Operation>, std::size_t> index_;
  std::vector<WrittenFormula> found_;
  std::map<FormulaId, unsigned> beside_;
};

}  // namespace

std::vector<MutationSite> find_sites(const RuleSet& rules, const RuleFiles& files, const Program& program) {
  WrittenRules text(rules, files.sources);
  std::vector<MutationSite> sites;
  for (const WrittenFormula& one : Finder(rules, text, program).run()) formula_sites(rules, text, one, sites);
  value_sites(rules, text, sites);
  const auto place = [&](const MutationSite& site) {
    const Span span = site.mutant.span;
    const auto file = std::find(rules.files.begin(), rules.files.end(), span.source) - rules.files.begin();
    return std::make_tuple(file, span.begin, span.end);
  };
  std::stable_sort(sites.begin(), sites.end(),
                   [&](const MutationSite& a, const MutationSite& b) { return place(a) < place(b); });
  return sites;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
