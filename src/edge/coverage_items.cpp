// SPDX-License-Identifier: Apache-2.0
#include "coverage_items.hpp"

#include <algorithm>
#include <utility>

#include "coverage_reach.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

// Why no case can show something.
const Text always_met{"luôn đạt, dù dữ kiện thế nào", "always met, whatever the facts are"};
const Text never_met{"không bao giờ đạt, dù dữ kiện thế nào", "never met, whatever the facts are"};
const Text always_hit{"luôn trúng, dù dữ kiện thế nào", "always hit, whatever the facts are"};
const Text never_hit{"không bao giờ trúng, dù dữ kiện thế nào", "never hit, whatever the facts are"};
const Text not_reached{"không ngày nào được điều chỉnh và không nhánh nào dẫn đến đây",
                       "no day that is covered and no branch that is taken leads here"};
const Text always_known{"không tùy thuộc dữ kiện nào có thể thiếu", "depends on no fact that may be missing"};

class Finder {
 public:
  Finder(const RuleSet& rules, const Sources& sources, std::vector<CoverageItem>& out)
      : rules_(rules), sources_(sources), items_(out), reach_(rules), seen_(rules.formulas.size()) {}

  CoverageIndex run() {
    index_.formula.assign(rules_.formulas.size(), none);
    index_.rule.resize(rules_.tables.size());
    for (const Benefit& benefit : rules_.benefits) {
      lines(benefit.effective_on, benefit.name + ".effective_on", nullptr);
      index_.when.push_back(truths(benefit.when, benefit.name + ".when"));
      std::vector<std::uint32_t>& conditions = index_.condition.emplace_back();
      for (const Condition& condition : benefit.conditions)
        conditions.push_back(truths(condition.timeline, benefit.name + "." + condition.id));
      index_.entitlement.push_back(values(benefit.entitlement, benefit.name + ".entitlement"));
    }
    for (const Definition& definition : rules_.definitions) {
      const bool truth = definition.type.kind == Kind::truth;
      index_.definition.push_back(truth ? truths(definition.timeline, definition.name)
                                        : values(definition.timeline, definition.name));
    }
    for (std::size_t i = 0; i < rules_.parameters.size(); ++i) {
      const Parameter& parameter = rules_.parameters[i];
      index_.parameter.push_back(next());
      for (std::size_t v = 0; v < parameter.timeline.versions.size(); ++v)
        version(parameter.timeline.versions[v], parameter.name, reach_.parameter(i, v));
    }
    for (const Reading& reading : rules_.readings) readings(reading);
    return std::move(index_);
  }

 private:
  [[nodiscard]] bool own(Span span) const {
    return std::find(rules_.files.begin(), rules_.files.end(), span.source) != rules_.files.end();
  }
  [[nodiscard]] std::uint32_t next() const { return static_cast<std::uint32_t>(index_.versions.size()); }
  std::uint32_t add(CoverageItem item) {
    items_.push_back(std::move(item));
    return static_cast<std::uint32_t>(items_.size() - 1);
  }

  /// Versions of a truth are lines that are met or not; one that says nothing any more can only apply.
  std::uint32_t truths(const Timeline<FormulaId>& timeline, const std::string& of) {
    const std::uint32_t first = next();
    for (const auto& one : timeline.versions) {
      if (one.value == none) {
        version(one, of, reach_.picked(timeline, one));
      } else {
        index_.versions.push_back(none);
        lines(one.value, of, &one.basis);
      }
    }
    return first;
  }
  std::uint32_t values(const Timeline<FormulaId>& timeline, const std::string& of) {
    const std::uint32_t first = next();
    for (const auto& one : timeline.versions) {
      version(one, of, one.value != none && reach_.formula(one.value));
      lines(one.value, of, &one.basis);
    }
    return first;
  }
  template <class T>
  void version(const Version<T>& version, const std::string& of, bool reached) {
    index_.versions.push_back(none);
    if (!own(version.span)) return;
    CoverageItem item{ItemKind::version, of, "", version.span, version.basis, {{"applied", 0, {}}}};
    if (version.applies_from != beginning) item.text = iso(version.applies_from) + " ..";
    if (version.applies_to != forever)
      item.text += (item.text.empty() ? ".. " : " ") + iso(version.applies_to);
    if (!reached) item.ways[0].never = not_reached;
    index_.versions.back() = add(std::move(item));
  }

  /// The truths of a formula that stand on lines of their own, and the tests that choose its branches.
  void lines(FormulaId id, const std::string& of, const Basis* basis, bool top = true, bool test = false) {
    if (id == none || seen_[id]) return;
    seen_[id] = true;  // what stands left of `in` is an input of each of its tests
    const Formula& formula = rules_.formulas[id];
    if (formula.unfolded) return;
    const Line* line = formula.line == none ? nullptr : &rules_.lines[formula.line];
    if (line != nullptr && line->table != none) return table(line->table, id);
    if (line != nullptr && line->cell && formula.operation == Operation::constant) return;
    if (line != nullptr) basis = &line->basis;
    if (formula.type.kind == Kind::truth && (line != nullptr || test) && own(formula.span)) {
      CoverageItem item{test ? ItemKind::branch : ItemKind::condition,
                        of,
                        text(formula, line, top),
                        formula.span,
                        basis == nullptr ? Basis() : *basis,
                        ways(id, test)};
      index_.formula[id] = add(std::move(item));
    }
    for (std::size_t i = 0; i < formula.inputs.size(); ++i)
      lines(formula.inputs[i], of, basis, false, formula.operation == Operation::choose && i == 0);
  }
  /// Its rules, and what stands on lines of their own in their cells.
  void table(std::uint32_t index, FormulaId output) {
    const DecisionTable& table = rules_.tables[index];
    std::vector<std::uint32_t>& items = index_.rule[index];
    if (!items.empty() || !own(table.span)) return;
    const bool reached = reach_.formula(output);
    const bool first = table.hits == DecisionTable::Hits::first;
    bool hit = false;  // always, by the rules so far
    for (const TableRule& rule : table.rules) {
      const TruthRange met = reach_.truth(rule.met);
      items.push_back(add({ItemKind::rule, table.name, rule_text(rule), rule.span, rule.basis,
                           rule_ways(reached, met == TruthRange::no || (first && hit),
                                     met == TruthRange::yes && !(first && &rule != table.rules.data()))}));
      hit = hit || met == TruthRange::yes;
    }
    if (table.has_otherwise)
      items.push_back(add({ItemKind::rule, table.name, "otherwise", table.otherwise.span,
                           table.otherwise.basis, rule_ways(reached, hit || table.exhaustive, false)}));
    for (const TableRule& rule : table.rules) {
      for (const FormulaId input : rules_.formulas[rule.met].inputs)
        lines(input, table.name, &rule.basis, false);
      for (const FormulaId cell : rule.outputs) lines(cell, table.name, &rule.basis, false);
    }
    for (const FormulaId cell : table.otherwise.outputs)
      lines(cell, table.name, &table.otherwise.basis, false);
  }
  static std::string rule_text(const TableRule& rule) {
    return "rule " + std::to_string(rule.number) + (rule.tests.empty() ? "" : ": " + rule.tests);
  }
  static std::vector<CoverageWay> rule_ways(bool reached, bool never, bool always) {
    std::vector<CoverageWay> result{{"hit", 0, {}}, {"not hit", 0, {}}};
    if (never) result[0].never = never_hit;
    if (always) result[1].never = always_hit;
    if (!reached) result[0].never = result[1].never = not_reached;
    return result;
  }
  [[nodiscard]] std::string text(const Formula& formula, const Line* line, bool top) const {
    if (line != nullptr && line->leaf) return line->formula;
    if (line != nullptr && !line->id.empty() && !top) return line->id;
    switch (formula.operation) {
      case Operation::all: return line == nullptr ? written(formula) : "all";
      case Operation::any: return line == nullptr ? written(formula) : "any";
      case Operation::no_one: return "none";
      case Operation::at_least: return "at_least";
      case Operation::choose: return "if";
      default: return written(formula);
    }
  }
  [[nodiscard]] std::string written(const Formula& formula) const {
    return std::string(sources_.slice(formula.span));
  }
  [[nodiscard]] std::vector<CoverageWay> ways(FormulaId id, bool test) {
    std::vector<CoverageWay> result{
        {test ? "then" : "yes", 0, {}}, {test ? "else" : "no", 0, {}}, {"unknown", 0, {}}};
    const TruthRange truth = reach_.truth(id);
    if (truth == TruthRange::yes) result[1].never = always_met;
    if (truth == TruthRange::no) result[0].never = never_met;
    if (!reach_.may_be_open(id)) result[2].never = always_known;
    if (!reach_.formula(id)) result[0].never = result[1].never = result[2].never = not_reached;
    return result;
  }

  void readings(const Reading& reading) {
    index_.reading.push_back(none);
    if (!own(reading.span)) return;
    CoverageItem item{ItemKind::reading, "reading." + reading.name, "", reading.span, reading.basis, {}};
    for (const std::string& option : rules_.types[reading.type].options) item.ways.push_back({option, 0, {}});
    index_.reading.back() = add(std::move(item));
  }

  const RuleSet& rules_;
  const Sources& sources_;
  std::vector<CoverageItem>& items_;
  Reach reach_;
  CoverageIndex index_;
  std::vector<bool> seen_;  // by formula
};

}  // namespace

CoverageIndex find_items(const RuleSet& rules, const Sources& sources, std::vector<CoverageItem>& out) {
  return Finder(rules, sources, out).run();
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
