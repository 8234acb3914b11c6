// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/coverage.hpp"

#include <algorithm>

#include "coverage_items.hpp"
#include "row_trace.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

std::string_view name(ItemKind kind) {
  switch (kind) {
    case ItemKind::condition: return "condition";
    case ItemKind::branch: return "branch";
    case ItemKind::version: return "version";
    case ItemKind::reading: return "reading";
    case ItemKind::rule: return "rule";
  }
  return "";
}

namespace {

/// Finds what one row shows, along the model: from what a benefit says down through what was taken.
class Observer {
 public:
  Observer(const RuleSet& rules, const CoverageIndex& index, const Evaluator& row,
           std::vector<std::uint32_t>& shown, RowTrace* trace = nullptr)
      : rules_(rules), index_(index), row_(row), data_(row.program().data()), shown_(shown), trace_(trace) {}

  void run() {
    for (std::uint32_t i = 0; i < rules_.readings.size(); ++i) {
      const ChoiceType& type = rules_.types[rules_.readings[i].type];
      show(index_.reading[i], find_option(type, data_.readings[i].second));
    }
    for (std::uint32_t i = 0; i < data_.benefits.size(); ++i) benefit(i);
  }

 private:
  /// How sure it is that a row is judged by a line; what applies was sought before what is open.
  enum class Applies : std::uint8_t { no, open, yes };

  void show(std::uint32_t item, std::uint32_t way) {
    if (item != none) shown_[item] |= 1U << way;
  }
  [[nodiscard]] const Mark& mark(FormulaId id) const { return data_.marks[context_][id]; }
  /// Whole numbers, such as dates.
  [[nodiscard]] bool days(FormulaId id, Date least, Date most, Date& from, Date& to) const {
    if (!mark(id).present) return false;
    const WideInterval value = row_.number(mark(id).reg);
    const auto clipped = [&](Wide day) {
      return Date{static_cast<std::int32_t>(std::clamp<Wide>(day, least.day, most.day))};
    };
    from = clipped(value.low);
    to = clipped(value.high);
    return true;
  }

  void benefit(std::uint32_t index) {
    const Benefit& benefit = rules_.benefits[index];
    const Decision& decision = row_.decisions()[index + 1];
    context_ = data_.benefits[index].context;
    if (decision.in_scope == Truth::no ||
        !days(benefit.effective_on, rules_.covers_from, rules_.covers_to, from_, to_))
      return;
    applied_.assign(rules_.formulas.size(), Applies::no);
    const auto least = [](Truth a, Truth b) {
      const Truth both = std::min(a, b);
      return both == Truth::yes ? Applies::yes : both == Truth::no ? Applies::no : Applies::open;
    };
    walk(benefit.effective_on, Applies::yes);
    versions(benefit.when, index_.when[index], least(decision.in_scope, Truth::yes));
    const Applies concerned = least(decision.in_scope, decision.concerned);
    for (std::size_t bit = 0; bit < benefit.conditions.size(); ++bit)
      versions(benefit.conditions[bit].timeline, index_.condition[index][bit], concerned);
    versions(benefit.entitlement, index_.entitlement[index],
             std::min(concerned, least(decision.eligible, Truth::yes)));
  }

  /// Visits the versions that days may pick. `first`: of its first version, in CoverageIndex::versions.
  template <class T, class Visit>
  void each_version(const Timeline<T>& timeline, Date from, Date to, std::uint32_t first, Applies applies,
                    Visit visit) {
    const auto segments = timeline.segments(from, to, data_.known);
    const Applies each = segments.size() == 1 ? applies : std::min(applies, Applies::open);
    for (const Segment<T>& segment : segments) {
      if (segment.version == nullptr) continue;
      const auto version = static_cast<std::uint32_t>(segment.version - timeline.versions.data());
      if (each == Applies::yes) show(index_.versions[first + version], 0);
      visit(*segment.version, each);
    }
  }
  void versions(const Timeline<FormulaId>& timeline, std::uint32_t first, Applies applies) {
    if (applies == Applies::no) return;
    each_version(timeline, from_, to_, first, applies,
                 [&](const Version<FormulaId>& version, Applies each) { walk(version.value, each); });
  }
  void parameter(const Formula& formula, Applies applies) {
    Date from = from_;
    Date to = to_;
    if (formula.dated && !days(formula.inputs.back(), beginning, forever, from, to)) return;
    const auto& timeline = rules_.parameters[formula.index].timeline;
    each_version(timeline, from, to, index_.parameter[formula.index], applies,
                 [&](const Version<ParameterValue>& version, Applies) {
                   if (trace_ == nullptr) return;
                   const auto read = static_cast<std::size_t>(&version - timeline.versions.data());
                   trace_->versions[formula.index][read] = true;
                 });
  }

  void rules_hit(std::uint32_t index) {
    const std::vector<std::uint32_t>& items = index_.rule[index];
    const DecisionTable& table = rules_.tables[index];
    if (items.empty()) return;  // imported
    Truth before = Truth::no;
    for (std::size_t i = 0; i < table.rules.size(); ++i) {
      if (!mark(table.rules[i].met).present) return;
      const Truth met = row_.truth(mark(table.rules[i].met).reg);
      const Truth hit = table.hits == DecisionTable::Hits::first ? std::min(met, negation(before)) : met;
      if (hit != Truth::unknown) show(items[i], hit == Truth::yes ? 0 : 1);
      before = std::max(before, met);
    }
    if (table.has_otherwise && before != Truth::unknown) show(items.back(), before == Truth::no ? 0 : 1);
  }

  void walk(FormulaId id, Applies applies) {
    if (id == none || applied_[id] >= applies) return;
    applied_[id] = applies;
    if (trace_ != nullptr) trace_->formulas[id] = true;
    const Formula& formula = rules_.formulas[id];
    if (index_.formula[id] != none && mark(id).present) {
      const Truth truth = row_.truth(mark(id).reg);
      if (truth == Truth::unknown || applies == Applies::yes)
        show(index_.formula[id], truth == Truth::yes ? 0 : truth == Truth::no ? 1 : 2);
    }
    if (formula.line != none && rules_.lines[formula.line].table != none && applies == Applies::yes)
      rules_hit(rules_.lines[formula.line].table);
    switch (formula.operation) {
      case Operation::choose: {
        const Mark& test = mark(formula.inputs[0]);
        if (!test.present) return;
        const Truth taken = row_.truth(test.reg);
        walk(formula.inputs[0], applies);
        const Applies each = taken == Truth::unknown ? Applies::open : applies;
        if (taken != Truth::no) walk(formula.inputs[1], each);
        if (taken != Truth::yes) walk(formula.inputs[2], each);
        return;
      }
      case Operation::definition:
        return versions(rules_.definitions[formula.index].timeline, index_.definition[formula.index],
                        applies);
      case Operation::fact: return walk(rules_.facts[formula.index].applies_if, applies);
      case Operation::parameter: parameter(formula, applies); break;
      default: break;
    }
    for (const FormulaId input : formula.inputs) walk(input, applies);
  }

  const RuleSet& rules_;
  const CoverageIndex& index_;
  const Evaluator& row_;
  const ProgramData& data_;
  std::vector<std::uint32_t>& shown_;
  RowTrace* trace_;
  std::vector<Applies> applied_;  // by formula, for one benefit
  std::uint32_t context_ = 0;
  Date from_, to_;  // of the effective date, within the dates covered
};

/// An index without items.
CoverageIndex nothing_to_show(const RuleSet& rules) {
  CoverageIndex index;
  std::size_t versions = 0;
  const auto add = [&](const auto& timeline) { versions = std::max(versions, timeline.versions.size()); };
  for (const Parameter& parameter : rules.parameters) add(parameter.timeline);
  for (const Definition& definition : rules.definitions) add(definition.timeline);
  for (const Benefit& benefit : rules.benefits) {
    add(benefit.when);
    add(benefit.entitlement);
    for (const Condition& condition : benefit.conditions) add(condition.timeline);
    index.condition.emplace_back(benefit.conditions.size(), 0U);
  }
  index.formula.assign(rules.formulas.size(), none);
  index.reading.assign(rules.readings.size(), none);
  index.versions.assign(versions, none);
  index.parameter.assign(rules.parameters.size(), 0);
  index.definition.assign(rules.definitions.size(), 0);
  index.when.assign(rules.benefits.size(), 0);
  index.entitlement = index.when;
  index.rule.resize(rules.tables.size());
  return index;
}

}  // namespace

RowTrace trace_row(const RuleSet& rules, const Evaluator& row) {
  RowTrace trace;
  trace.formulas.resize(rules.formulas.size());
  for (const Parameter& parameter : rules.parameters)
    trace.versions.emplace_back(parameter.timeline.versions.size());
  std::vector<std::uint32_t> nothing;
  Observer(rules, nothing_to_show(rules), row, nothing, &trace).run();
  return trace;
}

Coverage::Coverage(const RuleSet& rules, const Sources& sources) : rules_(rules) {
  index_ = std::make_unique<const CoverageIndex>(find_items(rules, sources, items_));
}
Coverage::~Coverage() = default;

void Coverage::add(const Evaluator& row) {
  row_.assign(items_.size(), 0);
  Observer(rules_, *index_, row, row_).run();
  for (std::size_t item = 0; item < items_.size(); ++item) {
    std::vector<CoverageWay>& ways = items_[item].ways;
    for (std::size_t way = 0; way < ways.size(); ++way) ways[way].cases += row_[item] >> way & 1U;
  }
}

std::size_t Coverage::shown() const {
  std::size_t result = 0;
  for (const CoverageItem& item : items_) {
    for (const CoverageWay& way : item.ways) result += way.cases != 0 ? 1U : 0U;
  }
  return result;
}

std::size_t Coverage::count() const {
  std::size_t result = 0;
  for (const CoverageItem& item : items_) {
    for (const CoverageWay& way : item.ways) result += way.counts() ? 1U : 0U;
  }
  return result;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
